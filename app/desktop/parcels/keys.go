package parcels

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

// tellKeys tells a branch whose keys matter: the department's and its own.
func (s *Screen) tellKeys() {
	own, err := s.d.Session.ExchangeKeys(s.d.Context())
	if err != nil {
		s.d.Fail("密钥", err)
		return
	}
	p := s.given.Department
	text := fmt.Sprintf("下发批次的%s\n指纹：%s\n%s 登记。报送文件用它的密钥加密；回执和新的邀请要有这个密钥的签名才会接收。\n\n本机\n指纹：%s\n报送文件用它签名。组织部按登记卡登记了这个指纹，才接收报送。",
		giver(s.w, s.given), parcel.Fingerprint(p.Key), p.At.Local().Format("2006.01.02 15:04"), own.Fingerprint())
	s.d.Choose("密钥", s.said(text), []*desk.Push{desk.Button("更换本机密钥…", nil, s.askNewKey), desk.Primary("知道了", nil, func() {})})
}

// askNewKey makes new keys for this database, after the reason.
func (s *Screen) askNewKey() {
	reason := widgets.NewEntry()
	reason.SetPlaceHolder("如：存有数据的 U 盘遗失、电脑被盗")
	text := "数据文件或它的备份落到别人手里时才需要更换：密钥就在数据文件里，拿到的人可以冒充本单位签名。\n换了就不能换回。还在路上的、用旧密钥加密的文件仍然打得开。"
	if s.given != nil {
		text += "\n换后请重新打印登记卡、盖章交组织部，再报送一次；组织部登记新密钥时，旧的同时停用。在那以前，请先打电话请组织部停用旧的。"
	} else {
		text += "\n换后请给每个党总支重新下发邀请（要用口令），并当面或电话核对新的指纹：党总支的窗口会提示密钥与以前不同。"
	}
	form := container.NewVBox(widgets.Wrapped(s.said(text)), widgets.Row("更换的原因", reason))
	s.d.AskThen("更换本机密钥", "更换", form, fyne.NewSize(640, 360), func() (func(), error) {
		why := strings.TrimSpace(reason.Text)
		if why == "" {
			return nil, errors.New("请写明更换的原因；不更换请点“取消”")
		}
		return func() { s.newKey(why) }, nil
	})
	s.d.Win.Canvas().Focus(reason)
}

func (s *Screen) newKey(why string) {
	s.d.Do("更换密钥", func(ctx context.Context) error { _, err := s.d.Session.ReplaceKeys(ctx, why); return err }, func() {
		s.Reload()
		next := "请给每个党总支重新下发邀请。下发时会给出打开口令和新的签名指纹。"
		if s.given != nil {
			next = "请现在打印登记卡，盖章后当面交组织部，再写出一份报送。"
		}
		s.d.Tell("密钥已更换", s.said(next))
	})
}

// askKey tells a branch's key and lets it be revoked.
func (s *Screen) askKey(r branchRow) {
	own := desk.Button("本机密钥…", nil, s.tellOwn)
	p, err := s.d.Session.FindPeer(s.d.Context(), r.branch.Name)
	if err != nil {
		text := "“" + r.branch.Name + "”还没有登记密钥。第一次接收它的报送时，照盖章的登记卡输入指纹即可登记。"
		s.d.Choose("密钥", text, []*desk.Push{own, desk.Primary("知道了", nil, func() {})})
		return
	}
	text := fmt.Sprintf("“%s”的密钥\n指纹：%s\n%s 由%s登记。\n\n停用后，用它签名的文件不再接收。党总支的电脑、U 盘被盗或遗失时，请先停用；它换了新密钥，照新的登记卡登记后再接收。正常换电脑不用停用：登记新的，旧的同时停用。",
		p.Branches(), parcel.Fingerprint(p.Key), p.At.Local().Format("2006.01.02 15:04"), who(p.By))
	s.d.Choose("党总支的密钥", s.said(text), []*desk.Push{own, desk.Button("停用…", theme.CancelIcon(), func() { s.askRevoke(p) }), desk.Primary("知道了", nil, func() {})})
}

func (s *Screen) askRevoke(p *review.Peer) {
	reason := widgets.NewEntry()
	reason.SetPlaceHolder("如：电脑被盗、U 盘遗失")
	form := container.NewVBox(widgets.Wrapped("停用“"+p.Branches()+"”的密钥 "+parcel.Fingerprint(p.Key)+"。"), widgets.Row("停用的原因", reason))
	s.d.Ask("停用密钥", "停用", form, fyne.NewSize(620, 240), func() error {
		if strings.TrimSpace(reason.Text) == "" {
			return errors.New("要停用请写明原因；不停用请点“取消”")
		}
		s.d.Do("停用密钥", func(ctx context.Context) error { return s.d.Session.RevokePeer(ctx, p, reason.Text) },
			func() { s.Reload(); s.d.Shell.Toast("已停用“"+p.Branches()+"”的密钥", true) })
		return nil
	})
	s.d.Win.Canvas().Focus(reason)
}

// tellOwn tells the department its own key.
func (s *Screen) tellOwn() {
	k, err := s.d.Session.ExchangeKeys(s.d.Context())
	if err != nil {
		s.d.Fail("密钥", err)
		return
	}
	text := fmt.Sprintf("本机的指纹：%s\n\n邀请和回执用它签名，报送用它加密。党总支第一次打开邀请时核对这个指纹。", k.Fingerprint())
	s.d.Choose("本机密钥", s.said(text), []*desk.Push{desk.Button("更换本机密钥…", nil, s.askNewKey), desk.Primary("知道了", nil, func() {})})
}
