package command

import (
	"fmt"
	"io"
	"slices"

	"kaocha/data/exchange"
)

// kindWords are the Chinese words of the plan's kinds.
var kindWords = map[exchange.ItemKind]string{exchange.New: "新增", exchange.Changed: "有变化", exchange.Unchanged: "无变化", exchange.Doubtful: "存疑"}

func printPlan(w io.Writer, p *exchange.Plan, b *exchange.Batch) {
	fmt.Fprintf(w, "读了 %d 个文件：新增 %d 人，有变化 %d 人，无变化 %d 人，存疑 %d 人。\n", len(b.Files),
		p.Count(exchange.New), p.Count(exchange.Changed), p.Count(exchange.Unchanged), p.Count(exchange.Doubtful))
	for i := range p.Items {
		it := &p.Items[i]
		if it.Kind == exchange.Unchanged {
			continue
		}
		line := kindWords[it.Kind] + "  " + or(it.Person.Cadre.Name, it.Person.Origin.File)
		if it.Skip {
			line += "（不导入）"
		}
		if it.Reason != "" {
			line += "：" + it.Reason
		}
		fmt.Fprintln(w, line)
		for _, c := range it.Changes {
			fmt.Fprintf(w, "      %s：“%s” → “%s”\n", c.Key, c.Old, c.New)
		}
	}
	for _, pr := range p.Problems {
		mark := "注意"
		if pr.Refused {
			mark = "拒收"
		}
		fmt.Fprintf(w, "%s  %s\n", mark, pr.String())
	}
	for _, r := range b.Rosters {
		if len(r.Sheets) > 1 || slices.ContainsFunc(r.Columns, func(c exchange.Column) bool { return c.Field == "" && len(c.Samples) > 0 }) {
			fmt.Fprintln(w, "指定列：加 --column C=现任职务；换一张工作表：加 --sheet 名称。")
			break
		}
	}
}

func refused(p *exchange.Plan) bool {
	for _, pr := range p.Problems {
		if pr.Refused {
			return true
		}
	}
	return false
}

type planItem struct {
	Kind    string                 `json:"kind"`
	Name    string                 `json:"name"`
	From    exchange.Origin        `json:"from"`
	Reason  string                 `json:"reason,omitempty"`
	Skip    bool                   `json:"skip,omitempty"`
	Changes []exchange.FieldChange `json:"changes,omitempty"`
}

type planJSON struct {
	Items    []planItem            `json:"items"`
	Problems []exchange.Problem    `json:"problems"`
	Files    []exchange.FileReport `json:"files"`
}

func planView(p *exchange.Plan, b *exchange.Batch) planJSON {
	v := planJSON{Problems: p.Problems, Files: b.Files, Items: []planItem{}}
	for i := range p.Items {
		it := &p.Items[i]
		v.Items = append(v.Items, planItem{kindWords[it.Kind], it.Person.Cadre.Name, it.Person.Origin, it.Reason, it.Skip, it.Changes})
	}
	return v
}
