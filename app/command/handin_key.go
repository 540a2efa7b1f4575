package command

import (
	"fmt"

	"kaocha/app/job"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

type receiptCmd struct {
	Write receiptWriteCmd `cmd:"" help:"给党总支写回执（组织部）"`
	Show  receiptShowCmd  `cmd:"" help:"查看组织部的回执（党总支）"`
}

type receiptWriteCmd struct {
	Round  string `arg:"" help:"批次名称"`
	Branch string `arg:"" help:"党总支"`
	Out    string `help:"写到这个文件或文件夹" placeholder:"PATH" default:"."`
	Note   string `help:"写给党总支的话" placeholder:"TEXT"`
}

func (c *receiptWriteCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		list, err := w.Submissions(e.ctx)
		if err != nil {
			return err
		}
		for i := range list {
			if h := &list[i]; h.Branch == c.Branch || h.BranchID == c.Branch {
				return writeAnswer(e, w.Session, h, c.Out, c.Note)
			}
		}
		return fmt.Errorf("批次“%s”还没有接收过“%s”的报送，没有可写的回执", w.Round.Name, c.Branch)
	})
}

func writeAnswer(e *env, s *job.Session, h *review.Handover, path, note string) error {
	w, err := s.Work(e.ctx, h.RoundID)
	if err != nil {
		return err
	}
	out, err := w.Answer(e.ctx, *h, path, note)
	if err != nil {
		return err
	}
	e.say("已写出给“%s”的回执：%s", out.Branch, absolute(out.Path))
	return nil
}

type receiptShowCmd struct {
	Round  string `arg:"" help:"批次名称"`
	Branch string `help:"党总支（一个数据库为几个党总支填报时）" placeholder:"NAME"`
	JSON   bool   `name:"json" help:"以 JSON 列出"`
}

func (c *receiptShowCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		g, err := w.Given(e.ctx, c.Branch)
		if err != nil {
			return err
		}
		if g == nil || g.Receipt == nil {
			return fmt.Errorf("批次“%s”还没有读入回执；收到回执文件后用 kaocha receive 读入", w.Round.Name)
		}
		if c.JSON {
			return e.json(g.Receipt.Receipt)
		}
		printReceipt(e, g.Receipt.Receipt, w.Scheme.Said)
		return nil
	})
}

type keyCmd struct {
	Show   keyShowCmd   `cmd:"" help:"本机密钥的指纹和公钥"`
	Slip   keySlipCmd   `cmd:"" help:"打印登记卡（党总支盖章交组织部）"`
	List   keyListCmd   `cmd:"" help:"列出登记的密钥"`
	Revoke keyRevokeCmd `cmd:"" help:"停用一个登记的密钥"`
	New    keyNewCmd    `cmd:"" help:"更换本机的密钥（数据或 U 盘被盗、遗失之后）"`
	Log    keyLogCmd    `cmd:"" help:"列出写出、接收和拒收的文件"`
}

type keyShowCmd struct{}

func (keyShowCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		k, err := s.ExchangeKeys(e.ctx)
		if err != nil {
			return err
		}
		e.say("指纹：%s\n签名公钥：%s\n加密公钥：%s", k.Fingerprint(), k.Public(), k.Recipient())
		return nil
	})
}

type keyNewCmd struct {
	Reason string `help:"更换的原因" placeholder:"TEXT" required:""`
	Yes    bool   `help:"确认更换：换了就不能换回"`
}

func (c *keyNewCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		if !c.Yes {
			return useError("更换后，用旧密钥签名的文件对方会拒收，直到对方登记新的；不能换回。确定要换请加 --yes")
		}
		k, err := s.ReplaceKeys(e.ctx, c.Reason)
		if err != nil {
			return err
		}
		e.say("已更换密钥。新指纹：%s", k.Fingerprint())
		e.say("党总支：重新打印登记卡（kaocha key slip 批次）、盖章交组织部，再报送一次；组织部登记新的，旧的同时停用。")
		e.say("组织部：给每个党总支重新下发邀请并写明口令（kaocha invite 批次 党总支 --passphrase 口令），当面或电话核对新指纹。")
		return nil
	})
}

type keySlipCmd struct {
	Round  string `arg:"" help:"批次名称（组织部下发的）"`
	Branch string `help:"党总支（一个数据库为几个党总支填报时）" placeholder:"NAME"`
	Out    string `help:"写到这个文件（.pdf、.docx 或 .png）" placeholder:"FILE" default:"登记卡.pdf"`
}

func (c *keySlipCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		f, in, err := w.KeySlip(e.ctx, c.Branch)
		if err != nil {
			return err
		}
		_, files, err := w.WriteForm(e.ctx, f, in, c.Out)
		if err != nil {
			return err
		}
		for _, p := range files {
			e.say("已写出登记卡：%s", absolute(p))
		}
		e.say("指纹：%s。打印后由负责人签名、盖章，当面交组织部。", in.Slip.Fingerprint)
		return nil
	})
}

type keyListCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *keyListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		list, err := s.Store.Peers(e.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(append([]review.Peer{}, list...))
		}
		if len(list) == 0 {
			e.say("还没有登记任何密钥。第一次接收报送时按登记卡核对指纹并登记。")
			return nil
		}
		t := newTable("单位", "指纹", "登记时间", "登记人", "状态")
		for _, p := range list {
			name, state := p.Branches(), "有效"
			if p.Department {
				name = "组织部（" + p.School + "）"
			}
			if p.Revoked != "" {
				state = "已停用：" + p.Revoked
			}
			t.add(name, parcel.Fingerprint(p.Key), p.At.Local().Format("2006.01.02 15:04"), p.By, state)
		}
		t.print(e.out)
		return nil
	})
}

type keyRevokeCmd struct {
	Key    string `arg:"" help:"指纹，或党总支名称"`
	Reason string `help:"停用的原因" placeholder:"TEXT" required:""`
}

func (c *keyRevokeCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		p, err := s.FindPeer(e.ctx, c.Key)
		if err != nil {
			return err
		}
		if err := s.RevokePeer(e.ctx, p, c.Reason); err != nil {
			return err
		}
		e.say("已停用“%s”的密钥 %s。用 kaocha undo 可以撤销。", p.Branch, parcel.Fingerprint(p.Key))
		return nil
	})
}

type keyLogCmd struct {
	Limit int  `help:"最近多少条，0 为全部" default:"50"`
	JSON  bool `name:"json" help:"以 JSON 列出"`
}

func (c *keyLogCmd) Run(e *env) error {
	if c.Limit < 0 {
		return useError("--limit 应当是 0 以上的整数，写的是“%d”", c.Limit)
	}
	return e.session(func(s *job.Session) error {
		list, err := s.Store.ParcelLog(e.ctx, c.Limit)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(append([]store.ParcelLine{}, list...))
		}
		for _, l := range list {
			e.say("%s", job.ParcelLineText(l))
		}
		e.say("共 %d 条。", len(list))
		return nil
	})
}
