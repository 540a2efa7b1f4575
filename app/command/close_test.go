package command

import "testing"

// A closed round cannot be changed; it closes when all is done or on request.
func TestCloseAndReopenARound(t *testing.T) {
	c := prepared(t)
	c.must(1, "还有 1 人没有到“归档”环节：齐明远", "round", "close", "2025年度")
	c.must(0, "已归档", "round", "close", "2025年度", "--anyway")
	c.must(1, "已经归档", "round", "close", "2025年度")
	c.must(1, "批次已归档", "material", "set", "2025年度", "齐明远", "summary", "--paper")
	c.must(0, "可以修改了", "round", "reopen", "2025年度")
	c.must(1, "没有归档", "round", "reopen", "2025年度")
	c.run("undo") // takes the reopening back
	c.must(1, "批次已归档", "material", "set", "2025年度", "齐明远", "summary", "--paper")
}
