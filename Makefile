# The work is done by the scripts in .ci; each installs what it needs first.
.PHONY: help run build test lint bench e2e e2e-ime e2e-windows pictures faults fuzz windows linux clean

help:
	@echo "make run      build the program and open its window (without a display: the sample round's pack)"
	@echo "make build    build bin/kaocha"
	@echo "make test     every check: formatting, vet, staticcheck, tests, race detector"
	@echo "make lint     only the checks that run no test"
	@echo "make bench    measure, beside yardsticks"
	@echo "make e2e      open the real window on a screen of its own and look at it"
	@echo "make e2e-ime  type Chinese through a real input method (fcitx5) into the window"
	@echo "make e2e-windows  install the Windows setup under Wine, work with it, uninstall it"
	@echo "make pictures make the manual's and README's pictures anew, in the real window"
	@echo "make faults   killed, cut off, full, damaged, cancelled: a table of what was tried and lost"
	@echo "make fuzz     every reader of outside files against made-up input, FUZZ_TIME=60s each"
	@echo "make windows  dist/kaocha-VERSION-setup.exe and the portable zip"
	@echo "make linux    dist/kaocha_VERSION_*.deb"
	@echo "make clean    remove what was built"

run build test lint bench e2e e2e-ime e2e-windows pictures faults fuzz windows linux:
	@.ci/$@.sh

clean:
	@rm -rf bin out dist
