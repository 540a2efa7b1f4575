// Package job does the program's jobs on an open database: the command line
// and the window both call these, so neither can do what the other cannot.
package job

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
	"kaocha/forms"
	"kaocha/forms/page"
	"kaocha/resources/fonts"
)

// ErrUse marks a job that was asked for wrongly (exit code 2).
var ErrUse = errors.New("用法")

// use makes an ErrUse with a message.
func use(format string, a ...any) error {
	return fmt.Errorf("%w：%s", ErrUse, fmt.Sprintf(format, a...))
}

// Session is an open database with what is needed to work on it.
type Session struct {
	Store *store.Store
	Forms *forms.Library
	Now   func() time.Time

	signed bool // somebody has signed in
}

// portableName is the folder beside the program that makes it keep everything
// there: on a stick, or where nothing may be written elsewhere.
const portableName = "portable"

// portable is that folder, "" when the program has none.
func portable() string {
	exe, err := os.Executable()
	if err != nil {
		return ""
	}
	dir := filepath.Join(filepath.Dir(exe), portableName)
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return ""
	}
	return dir
}

// DataDir is the program's folder for this user, or the one beside the program.
func DataDir() (string, error) {
	if dir := portable(); dir != "" {
		return dir, nil
	}
	d, err := userDir()
	if err != nil {
		return "", fmt.Errorf("找不到用户数据目录：%w；请用 --db 指明数据文件", err)
	}
	return filepath.Join(d, "kaocha"), nil
}

// Way is for what a database is opened.
type Way int

const (
	ForCommand   Way = iota // one job; beside somebody else's window it may only look
	ForWindow               // a person's work; refused with store.ErrHeld beside another window
	ForReading              // to look, whoever works on it
	ForSigningIn            // somebody will sign in before anything else; as a window does
)

// Open opens the database ("" for the default one) for one job and creates it
// when there is none. user is written into the audit lines; "" takes the
// account's name.
func Open(db, user string) (*Session, error) { return OpenFor(db, user, ForCommand) }

// OpenFor is Open for a purpose. Where users are set up a command signs in by
// Password; a window asks.
func OpenFor(db, user string, way Way) (*Session, error) {
	s, err := OpenUnsigned(db, user, way)
	if err != nil || way == ForWindow || way == ForSigningIn {
		return s, err
	}
	if err := s.signIn(context.Background(), user); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// OpenUnsigned is OpenFor for a window, which asks who works before it shows
// anything: see MustSignIn.
func OpenUnsigned(db, user string, way Way) (*Session, error) {
	named := db != ""
	db, err := orDefault(db)
	if err == nil && !named {
		err = missing(db)
	}
	if err != nil {
		return nil, err
	}
	o := store.Options{User: user, Hold: way == ForWindow, ReadOnly: way == ForReading}
	if user == "" {
		o.User = accountName()
	}
	switch h := store.HeldBy(db); {
	case way == ForReading && h == nil:
		o.Why = "数据文件是只读打开的，只能查看；要修改，请重新打开，不要选只读"
	case h == nil || way == ForWindow:
	case way == ForReading:
		o.Why = fmt.Sprintf("数据文件正由%s使用，这里只能查看；对方的修改会显示出来。要修改，请等对方关闭后重新打开", h)
	case !h.Here(): // a command beside one's own window is one's own work
		o.ReadOnly = true
		o.Why = fmt.Sprintf("数据文件正由%s使用，现在只能查看；请等对方关闭后再试", h)
	}
	if !o.ReadOnly {
		if err := safefile.MakeDir(filepath.Dir(db), 0o700); err != nil {
			return nil, err
		}
	}
	st, err := store.Open(db, o)
	if err != nil {
		return nil, err
	}
	s := &Session{Store: st, Now: time.Now, Forms: forms.NewLibrary(Fonts())}
	s.Forms.Own = s.ownTemplate
	return s, nil
}

// Password gives the password that commands sign in with, when users are set up.
var Password = func() (string, error) { return "", nil }

// signIn signs a command in where users are set up.
func (s *Session) signIn(ctx context.Context, user string) error {
	must, err := s.MustSignIn(ctx)
	if err != nil || !must {
		return err
	}
	word, err := Password()
	if err != nil {
		return err
	}
	if user == "" || word == "" {
		return denied("这个数据文件设了用户；请写 --user 姓名，密码写在 --password-file 指明的文件里或环境变量 KAOCHA_PASSWORD 里")
	}
	return s.Login(ctx, user, word)
}

func accountName() string {
	for _, k := range []string{"USERNAME", "USER"} {
		if u := os.Getenv(k); u != "" {
			return u
		}
	}
	return "本机用户"
}

// Close ends the work with the database.
func (s *Session) Close() error { return s.Store.Close() }

// Today is the calendar day.
func (s *Session) Today() cadre.Date { return cadre.FromTime(s.Now()) }

// Fonts is the font lookup of DESIGN 5: the user's folder, the system's, the
// shipped faces.
func Fonts() *page.Fonts {
	faces := map[string][]byte{}
	for _, f := range fonts.Shipped() {
		faces[f.Key] = f.Data
	}
	var dirs []string
	if d, err := DataDir(); err == nil {
		dirs = append(dirs, filepath.Join(d, "fonts"))
	}
	return page.NewFonts(faces, append(dirs, page.SystemFontDirs()...)...)
}

// Work is an open round with its scheme.
type Work struct {
	*Session
	Round  *review.Round
	Scheme *review.Scheme

	Poll  *review.Poll // the poll whose ballots are counted (OfPoll), nil for the review's own ballot
	AddAs string       // kind of subject that cadres are taken in as, "" for the scheme's first from the register
}

// Work opens a round by its id, name or a part of the name that fits only one.
func (s *Session) Work(ctx context.Context, name string) (*Work, error) {
	r, err := s.Store.Round(ctx, name)
	if err != nil {
		return nil, err
	}
	return s.WorkOn(r)
}

// WorkOn opens a round that was read already.
func (s *Session) WorkOn(r *review.Round) (*Work, error) {
	sch, err := review.LoadScheme(r.Name, []byte(r.SchemeText))
	if err != nil {
		return nil, fmt.Errorf("批次“%s”所用的考核方案有误：%w", r.Name, err)
	}
	return &Work{Session: s, Round: r, Scheme: sch}, nil
}

// Dossier reads the whole round.
func (w *Work) Dossier(ctx context.Context) (*review.Dossier, error) {
	d, err := w.Store.Dossier(ctx, w.Round, w.Scheme, w.Today())
	if err != nil {
		return nil, err
	}
	if d.Earlier, err = w.earlier(ctx); err != nil {
		return nil, err
	}
	d.Former, err = w.former(ctx)
	return d, err
}

// Check reads the round and gives its findings.
func (w *Work) Check(ctx context.Context) ([]review.Finding, error) {
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	return review.Check(d), nil
}

// Find gives the subject of a person by name, id or a part that fits only one.
func (w *Work) Find(ctx context.Context, name string) (*review.File, error) {
	var exact, part []*review.File
	err := w.Store.EachFile(ctx, w.Round.ID, func(f *review.File) error {
		switch {
		case f.Subject.ID == name || f.Cadre.ID == name || f.Cadre.Name == name || f.Cadre.StaffNo != "" && f.Cadre.StaffNo == name || f.Cadre.IDNumber != "" && f.Cadre.IDNumber == name:
			exact = append(exact, f)
		case containsName(f.Cadre, name):
			part = append(part, f)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(exact) == 0 {
		exact = part
	}
	switch len(exact) {
	case 1:
		return exact[0], nil
	case 0:
		return nil, fmt.Errorf("批次“%s”里没有考察对象“%s”；用 kaocha round show 查看名单", w.Round.Name, name)
	}
	return nil, fmt.Errorf("“%s”在批次里有 %d 人：%s；请用身份证号或工作证号指明", name, len(exact), nameList(exact))
}
