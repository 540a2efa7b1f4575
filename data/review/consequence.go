package review

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// Following is a consequence and whose grade it comes of: the subject's own, or
// that of the team it leads.
type Following struct {
	Consequence
	Of    string // name of the subject that was graded
	Grade string
}

// ConsequencesOf are what follows for a subject of a round from the grades that
// stand in it and still holds on a day: so many calendar years after the year of
// assessment. all are the round's subjects, for what a team's grade brings upon
// its heads.
func (s *Scheme) ConsequencesOf(f *File, all []*File, assessed, today cadre.Date) []Following {
	var out []Following
	add := func(of *File, mine bool) {
		for _, c := range s.Consequences {
			if c.Grade != of.Subject.Concluded() || !concerns(c.For, of.Subject.Kind) || c.Years > 0 && today.Year > assessed.Year+c.Years {
				continue
			}
			if c.On == "" && mine || c.On != "" && !mine && f.Subject.HasRole(c.On) && SameUnit(f, of) {
				out = append(out, Following{c, person(of), c.Grade})
			}
		}
	}
	add(f, true)
	for _, other := range all {
		if other.Subject.ID != f.Subject.ID {
			add(other, false)
		}
	}
	return out
}

// SameUnit tells that a person belongs to a team or unit that is a subject: both
// have the same unit, or the subject's name is the unit, with or without 领导班子
// or 班子 behind it.
func SameUnit(f, team *File) bool {
	unit := unitOf(f)
	if unit == "" {
		return false
	}
	name := person(team)
	for _, tail := range []string{"领导班子", "班子"} {
		name = strings.TrimSuffix(name, tail)
	}
	return unit == unitOf(team) || unit == name
}

// unitOf is a subject's unit as it was entered, else the register's.
func unitOf(f *File) string {
	if f.Subject.Unit != "" {
		return strings.TrimSpace(f.Subject.Unit)
	}
	if f.Cadre == nil {
		return ""
	}
	return strings.TrimSpace(f.Cadre.Unit)
}

// SetRoles gives a subject roles of the scheme, by key or name, in the place of
// those it has.
func (s *Scheme) SetRoles(sub *Subject, list []string) error {
	var out []string
	for _, r := range list {
		role := s.RoleOf(strings.TrimSpace(r))
		if role == nil {
			return fmt.Errorf("没有身份“%s”；有：%s", r, names(s.Roles, func(r Role) string { return r.Name }))
		}
		if !slices.Contains(out, role.Key) {
			out = append(out, role.Key)
		}
	}
	sub.Roles = out
	return nil
}

// RoleNames are the names of a subject's roles.
func (s *Scheme) RoleNames(sub *Subject) []string {
	var out []string
	for _, r := range sub.Roles {
		if role := s.RoleOf(r); role != nil {
			out = append(out, role.Name)
		}
	}
	return out
}
