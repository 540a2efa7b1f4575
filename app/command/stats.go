package command

import (
	"errors"
	"path/filepath"
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/chart"
)

type statsCmd struct {
	Round string     `help:"批次（不写为干部库）" placeholder:"NAME"`
	Find  string     `help:"只统计干部库里查找得到的人" placeholder:"TEXT"`
	By    string     `help:"按什么统计：branch 党总支、unit 单位、age 年龄段、education 学历、sex 性别、politics 政治面貌、rank 职级，批次还可 grade 评价等级、stage 阶段" default:"branch" placeholder:"KEY"`
	And   string     `help:"第二项（列）：同上，或 votes 民主测评得票率" placeholder:"KEY"`
	At    cadre.Date `help:"年龄计算到这一天（默认批次的考察日期或今天）" placeholder:"2025.12.01"`
	Chart string     `help:"图：bar 柱状图，pie 饼图" default:"bar" enum:"bar,pie"`
	XLSX  string     `name:"xlsx" help:"把表和图写成 Excel 文件" placeholder:"FILE"`
	PNG   string     `name:"png" help:"把图写成图片" placeholder:"FILE"`
	JSON  bool       `name:"json" help:"以 JSON 列出"`
}

func (c *statsCmd) Run(e *env) error {
	files := [][2]string{{c.XLSX, ".xlsx"}, {c.PNG, ".png"}}
	for _, f := range files {
		if f[0] != "" && !strings.EqualFold(filepath.Ext(f[0]), f[1]) {
			return useError("“%s”应当以 %s 结尾", f[0], f[1])
		}
	}
	return e.session(func(s *job.Session) error {
		t, err := s.Stats(e.ctx, job.StatsQuery{Round: c.Round, Text: c.Find, By: c.By, And: c.And, At: c.At})
		if err != nil {
			return err
		}
		if c.JSON {
			if err := e.json(t); err != nil {
				return err
			}
		} else {
			printStats(e, t)
		}
		for _, f := range files {
			if f[0] == "" {
				continue
			}
			if err := job.WriteStats(t, chart.Kind(c.Chart), f[0]); errors.Is(err, chart.ErrPie) {
				return useError("%s", err)
			} else if err != nil {
				return err
			}
			if !c.JSON {
				e.say("已写出 %s", absolute(f[0]))
			}
		}
		return nil
	})
}

func printStats(e *env, s *review.Stats) {
	e.say("%s", s.Title)
	e.say("%s", s.Info())
	head := []string{s.By}
	for _, c := range s.Columns {
		head = append(head, c.Name)
	}
	t := newTable(head...)
	for _, r := range append(append([]review.StatRow{}, s.Rows...), s.Total) {
		line := []string{r.Name}
		for _, c := range r.Cells {
			line = append(line, c.Text)
		}
		t.add(line...)
	}
	t.print(e.out)
	for _, n := range s.Notes {
		e.say("%s", n)
	}
}
