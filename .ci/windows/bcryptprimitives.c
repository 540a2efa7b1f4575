// For tests only, never shipped: Wine before 9 has no bcryptprimitives.dll, which
// every Windows program made by Go 1.22 or newer loads at its start.
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); // RtlGenRandom of advapi32

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T left) {
  while (left > 0) {
    ULONG part = left > 0x10000000 ? 0x10000000 : (ULONG)left;
    if (!SystemFunction036(to, part))
      return FALSE;
    to += part;
    left -= part;
  }
  return TRUE;
}
