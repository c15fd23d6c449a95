package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ringwall/internal/plant"
)

var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.年 ]+(\d{1,2})[-/.月 ]+(\d{1,2})日?([T ].*)?$`)
	dayFirst  = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})([T ].*)?$`)
	slashes   = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})([T ].*)?$`)
)

var wordyDays = []string{"2 Jan 2006", "2-Jan-2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2-Jan-06"}

// parseDay reads a day as people write it in English, German and Japanese
// lists, or as the serial number that a spreadsheet keeps. 03/04/2024 means two
// different days to two readers, so it is refused.
func parseDay(s string) (plant.Date, error) {
	s = strings.TrimSpace(s)
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return day(s, m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return day(s, m[3], m[2], m[1])
	}
	if m := slashes.FindStringSubmatch(s); m != nil {
		first, second := atoi([]byte(m[1])), atoi([]byte(m[2]))
		switch {
		case first > 12 || first == second:
			return day(s, m[3], m[2], m[1])
		case second > 12:
			return day(s, m[3], m[1], m[2])
		}
		return "", fmt.Errorf("%q can be two days: write it as %s-%02d-%02d or %s-%02d-%02d", s, m[3], first, second, m[3], second, first)
	}
	for _, layout := range wordyDays {
		if t, err := time.Parse(layout, s); err == nil {
			return plant.DateOf(t), nil
		}
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n > 20_000 && n < 80_000 { // 1954 to 2119
		if text, ok := serialDay(n, false); ok {
			return plant.Date(text), nil
		}
	}
	return "", fmt.Errorf("%q is no day: write it as 2026-11-24", s)
}

func day(text, year, month, d string) (plant.Date, error) {
	date, err := plant.ParseDate(fmt.Sprintf("%04d-%02d-%02d", atoi([]byte(year)), atoi([]byte(month)), atoi([]byte(d))))
	if err != nil {
		return "", fmt.Errorf("%q is no day of the calendar: write it as 2026-11-24", text)
	}
	return date, nil
}
