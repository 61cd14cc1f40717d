package reading

import "testing"

// dueEnglish says when words after "I'll send it" are due that were written on Wednesday 8 July 2026 at 10:00 Moscow time,
// by class. "-" is no date.
const dueEnglish = `
# days
today | 8 Jul 18:00 day
later today | 8 Jul 18:00 day
by the end of today | 8 Jul 18:00 day
before the day is out | 8 Jul 18:00 day
tonight | 8 Jul 18:00 day
tomorrow | 9 Jul 18:00 day
by tomorrow | 9 Jul 18:00 day
by the end of tomorrow | 9 Jul 18:00 day
today or tomorrow | 9 Jul 18:00 day
today, tomorrow at the latest | 9 Jul 18:00 day
tomorrow or Friday | 10 Jul 18:00 day
tomorrow at the latest | 9 Jul 18:00 day
no later than tomorrow | 9 Jul 18:00 day
the day after tomorrow | 10 Jul 18:00 day
day after tomorrow | 10 Jul 18:00 day
the next day | 9 Jul 18:00 day
the following day | 9 Jul 18:00 day
the next working day | 9 Jul 18:00 day
next business day | 9 Jul 18:00 day
on the next business day | 9 Jul 18:00 day
tmrw | 9 Jul 18:00 day
# weekdays
on Friday | 10 Jul 18:00 day
Friday | 10 Jul 18:00 day
by Friday | 10 Jul 18:00 day
by Friday at the latest | 10 Jul 18:00 day
no later than Friday | 10 Jul 18:00 day
not later than Friday | 10 Jul 18:00 day
before Friday | 10 Jul 18:00 day
this Friday | 10 Jul 18:00 day
this coming Friday | 10 Jul 18:00 day
the coming Monday | 13 Jul 18:00 day
next Monday | 13 Jul 18:00 day
next Friday | 17 Jul 18:00 day
on Wednesday | 15 Jul 18:00 day
Mon | 13 Jul 18:00 day
by Thurs | 9 Jul 18:00 day
Monday or Tuesday | 14 Jul 18:00 day
Monday/Tuesday | 14 Jul 18:00 day
Mon-Tue | 14 Jul 18:00 day
Thu/Fri | 10 Jul 18:00 day
by Monday or Tuesday at the latest | 14 Jul 18:00 day
Thursday, Friday at the latest | 10 Jul 18:00 day
Thursday, or Friday at worst | 10 Jul 18:00 day
Monday week | 20 Jul 18:00 day
Thursday week | 16 Jul 18:00 day
a week on Monday | 20 Jul 18:00 day
a week from Monday | 20 Jul 18:00 day
a week Monday | 20 Jul 18:00 day
two weeks from Friday | 24 Jul 18:00 day
a week from today | 15 Jul 18:00 day
a week today | 15 Jul 18:00 day
a week from now | 15 Jul 18:00 day
a week from tomorrow | 16 Jul 18:00 day
a week tomorrow | 16 Jul 18:00 day
on Thursday next week | 16 Jul 18:00 day
Thursday of next week | 16 Jul 18:00 day
next week Thursday | 16 Jul 18:00 day
next week on Thursday | 16 Jul 18:00 day
next week, on Thursday | 16 Jul 18:00 day
next week, Tuesday or Wednesday | 15 Jul 18:00 day
next week, probably Tuesday | 14 Jul 18:00 day
Monday or Tuesday next week | 14 Jul 18:00 day
Friday this week | 10 Jul 18:00 day
by Friday of this week | 10 Jul 18:00 day
from Monday | 13 Jul 18:00 day
Friday morning | 10 Jul 11:00 day
Friday afternoon | 10 Jul 18:00 day
on Friday evening | 10 Jul 18:00 day
by Friday lunchtime | 10 Jul 13:00 day
Friday before lunch | 10 Jul 13:00 day
Friday after lunch | 10 Jul 18:00 day
Friday noon | 10 Jul 12:00 minute
by noon on Friday | 10 Jul 12:00 minute
by midday Friday | 10 Jul 12:00 minute
first thing Monday | 13 Jul 11:00 day
first thing on Monday morning | 13 Jul 11:00 day
Monday first thing | 13 Jul 11:00 day
Friday EOD | 10 Jul 18:00 day
by EOD Friday | 10 Jul 18:00 day
by COB Friday | 10 Jul 18:00 day
by end of day Friday | 10 Jul 18:00 day
by the end of the day on Friday | 10 Jul 18:00 day
by close of play Friday | 10 Jul 18:00 day
by Friday close of business | 10 Jul 18:00 day
by the end of Friday | 10 Jul 18:00 day
Friday am | 10 Jul 11:00 day
Friday pm | 10 Jul 18:00 day
Friday PM | 10 Jul 18:00 day
late Friday | 10 Jul 18:00 day
late on Friday | 10 Jul 18:00 day
# dates
on 12 July | 12 Jul 18:00 day
by 12 July | 12 Jul 18:00 day
by 12th July | 12 Jul 18:00 day
by the 12th of July | 12 Jul 18:00 day
on July 12 | 12 Jul 18:00 day
by July 12th | 12 Jul 18:00 day
by July 12, 2026 | 12 Jul 18:00 day
by July the 12th | 12 Jul 18:00 day
by 12 Jul | 12 Jul 18:00 day
by 12-Jul | 12 Jul 18:00 day
by 12-Jul-2026 | 12 Jul 18:00 day
by Jul. 12 | 12 Jul 18:00 day
12 July 2026 | 12 Jul 18:00 day
by the 12th | 12 Jul 18:00 day
on the 12th | 12 Jul 18:00 day
by the twelfth | 12 Jul 18:00 day
by the twenty-fifth | 25 Jul 18:00 day
by the 5th | 5 Aug 18:00 day
by the 12th or 13th | 13 Jul 18:00 day
on the 12th/13th | 13 Jul 18:00 day
13-14 July | 14 Jul 18:00 day
13–14 July | 14 Jul 18:00 day
July 13-14 | 14 Jul 18:00 day
between 13 and 15 July | 15 Jul 18:00 day
from 13 to 15 July | 15 Jul 18:00 day
28 July to 3 August | 3 Aug 18:00 day
Monday 13 July | 13 Jul 18:00 day
Monday, July 13 | 13 Jul 18:00 day
Monday the 13th | 13 Jul 18:00 day
on Monday, 13th July | 13 Jul 18:00 day
on Mon 13/07 | 13 Jul 18:00 day
Monday (13 July) | 13 Jul 18:00 day
13/07 | 13 Jul 18:00 day
13/07/2026 | 13 Jul 18:00 day
07/13 | 13 Jul 18:00 day
13.07.2026 | 13 Jul 18:00 day
2026-07-13 | 13 Jul 18:00 day
5 January | 5 Jan 2027 18:00 day
by Tuesday 14 July 3pm | 14 Jul 15:00 minute
on 14 July at 15:00 | 14 Jul 15:00 minute
at 15:00 on 14 July | 14 Jul 15:00 minute
# clock
by 3pm | 8 Jul 15:00 minute
by 3 pm | 8 Jul 15:00 minute
by 3 p.m. | 8 Jul 15:00 minute
by 3.30pm | 8 Jul 15:30 minute
by 3:30 p.m. | 8 Jul 15:30 minute
by 3PM today | 8 Jul 15:00 minute
by 15:00 | 8 Jul 15:00 minute
by 1500 | 8 Jul 15:00 minute
by 1530 hrs | 8 Jul 15:30 minute
by 15h00 | 8 Jul 15:00 minute
by 3 | 8 Jul 15:00 minute
by three | 8 Jul 15:00 minute
by 3ish | 8 Jul 15:00 minute
around 3 | 8 Jul 15:00 minute
around 3pm | 8 Jul 15:00 minute
about 3pm | 8 Jul 15:00 minute
at around three | 8 Jul 15:00 minute
by three o'clock | 8 Jul 15:00 minute
by half past three | 8 Jul 15:30 minute
by half three | 8 Jul 15:30 minute
by half past 3 | 8 Jul 15:30 minute
by quarter past three | 8 Jul 15:15 minute
by a quarter to four | 8 Jul 15:45 minute
by ten to five | 8 Jul 16:50 minute
by 5 today | 8 Jul 17:00 minute
by 5 o'clock tomorrow | 9 Jul 17:00 minute
tomorrow at 10 | 9 Jul 10:00 minute
tomorrow 10am | 9 Jul 10:00 minute
tomorrow by 10 | 9 Jul 10:00 minute
at 10 tomorrow | 9 Jul 10:00 minute
by 10 on Friday | 10 Jul 10:00 minute
by 9 in the morning tomorrow | 9 Jul 09:00 minute
at 8 in the evening | 8 Jul 20:00 minute
at 3 in the afternoon tomorrow | 9 Jul 15:00 minute
by noon | 8 Jul 12:00 minute
by midday | 8 Jul 12:00 minute
before noon tomorrow | 9 Jul 12:00 minute
by twelve | 8 Jul 12:00 minute
by midnight | 8 Jul 24:00 minute
after 3pm | 8 Jul 18:00 day
after 3 | 8 Jul 18:00 day
tomorrow after 3pm | 9 Jul 18:00 day
between 2 and 4 | 8 Jul 16:00 minute
between 2pm and 4pm | 8 Jul 16:00 minute
2-4pm | 8 Jul 16:00 minute
2–4 pm tomorrow | 9 Jul 16:00 minute
from 2 to 4 | 8 Jul 16:00 minute
tomorrow 9-11 | 9 Jul 11:00 minute
tomorrow 9 to 11 | 9 Jul 11:00 minute
tomorrow between 9 and 11 am | 9 Jul 11:00 minute
by 3pm Moscow time | 8 Jul 15:00 minute
by 3pm (Moscow) | 8 Jul 15:00 minute
by 3pm GMT | 8 Jul 18:00 minute
by 15:00 UTC | 8 Jul 18:00 minute
by 3pm UK time | 8 Jul 17:00 minute
by 3pm London time | 8 Jul 17:00 minute
by 3pm BST | 8 Jul 17:00 minute
by 3pm CET | 8 Jul 16:00 minute
by 3pm CEST | 8 Jul 16:00 minute
by 15:00 Berlin time | 8 Jul 16:00 minute
by 3pm my time | 8 Jul 15:00 minute
by 3pm our time | 8 Jul 15:00 minute
tomorrow by 3pm Dubai time | 9 Jul 14:00 minute
tomorrow at 9am EST | 9 Jul 16:00 minute
# parts of the day
this morning | 8 Jul 11:00 day
this afternoon | 8 Jul 18:00 day
by this afternoon | 8 Jul 18:00 day
this evening | 8 Jul 18:00 day
by this evening | 8 Jul 18:00 day
in the morning | 9 Jul 11:00 day
in the afternoon | 8 Jul 18:00 day
in the evening | 8 Jul 18:00 day
tomorrow morning | 9 Jul 11:00 day
tomorrow afternoon | 9 Jul 18:00 day
tomorrow evening | 9 Jul 18:00 day
by tomorrow morning | 9 Jul 11:00 day
by tomorrow's close | 9 Jul 18:00 day
tomorrow a.m. | 9 Jul 11:00 day
tomorrow pm | 9 Jul 18:00 day
first thing | 8 Jul 11:00 day
first thing tomorrow | 9 Jul 11:00 day
first thing in the morning | 9 Jul 11:00 day
tomorrow first thing | 9 Jul 11:00 day
tomorrow, first thing | 9 Jul 11:00 day
before lunch | 8 Jul 13:00 day
by lunch | 8 Jul 13:00 day
by lunchtime | 8 Jul 13:00 day
at lunchtime | 8 Jul 13:00 day
after lunch | 8 Jul 18:00 day
tomorrow after lunch | 9 Jul 18:00 day
mid-morning tomorrow | 9 Jul 11:00 day
mid-afternoon | 8 Jul 18:00 day
late afternoon | 8 Jul 18:00 day
overnight | 9 Jul 11:00 day
EOD | 8 Jul 18:00 day
by EOD | 8 Jul 18:00 day
by EOD today | 8 Jul 18:00 day
before EOD | 8 Jul 18:00 day
by EOB | 8 Jul 18:00 day
by COB | 8 Jul 18:00 day
by COB tomorrow | 9 Jul 18:00 day
by COP | 8 Jul 18:00 day
by end of day | 8 Jul 18:00 day
by the end of the day | 8 Jul 18:00 day
by the end of the working day | 8 Jul 18:00 day
by end of business | 8 Jul 18:00 day
by close of business | 8 Jul 18:00 day
by close of play | 8 Jul 18:00 day
by close of play today | 8 Jul 18:00 day
by the end of play | 8 Jul 18:00 day
by day's end | 8 Jul 18:00 day
by end-of-day | 8 Jul 18:00 day
within the day | 8 Jul 18:00 day
during the day | 8 Jul 18:00 day
during the day tomorrow | 9 Jul 18:00 day
in the course of the day | 8 Jul 18:00 day
in the course of tomorrow | 9 Jul 18:00 day
# spans
in an hour | 8 Jul 11:00 minute
within an hour | 8 Jul 11:00 minute
within the hour | 8 Jul 11:00 minute
in the next hour | 8 Jul 11:00 minute
in about an hour | 8 Jul 11:00 minute
in half an hour | 8 Jul 10:30 minute
within half an hour | 8 Jul 10:30 minute
in the next half hour | 8 Jul 10:30 minute
in an hour and a half | 8 Jul 11:30 minute
in an hour or so | 8 Jul 11:00 minute
in an hour or two | 8 Jul 12:00 minute
in one to two hours | 8 Jul 12:00 minute
in 2-3 hours | 8 Jul 13:00 minute
in two or three hours | 8 Jul 13:00 minute
in a couple of hours | 8 Jul 12:00 minute
within a couple of hours | 8 Jul 12:00 minute
in the next couple of hours | 8 Jul 12:00 minute
in the next 2 hours | 8 Jul 12:00 minute
in 2 hrs | 8 Jul 12:00 minute
in 2h | 8 Jul 12:00 minute
in 20 minutes | 8 Jul 10:20 minute
in 20 mins | 8 Jul 10:20 minute
in 20 min | 8 Jul 10:20 minute
in ten minutes | 8 Jul 10:10 minute
in the next ten minutes | 8 Jul 10:10 minute
in 45 minutes | 8 Jul 10:45 minute
in 15-20 minutes | 8 Jul 10:20 minute
in forty minutes | 8 Jul 10:40 minute
two hours from now | 8 Jul 12:00 minute
an hour from now | 8 Jul 11:00 minute
within 24 hours | 9 Jul 10:00 minute
within the next 24 hours | 9 Jul 10:00 minute
within 48 hours | 10 Jul 10:00 minute
in 24 hours | 9 Jul 10:00 minute
within 24h | 9 Jul 10:00 minute
in a day | 9 Jul 18:00 day
within a day | 9 Jul 18:00 day
in a day or two | 10 Jul 18:00 day
within a day or two | 10 Jul 18:00 day
in the next day or two | 10 Jul 18:00 day
in one or two days | 10 Jul 18:00 day
in 1-2 days | 10 Jul 18:00 day
in two days | 10 Jul 18:00 day
in two days' time | 10 Jul 18:00 day
two days from now | 10 Jul 18:00 day
in a couple of days | 10 Jul 18:00 day
in a couple days | 10 Jul 18:00 day
within the next couple of days | 10 Jul 18:00 day
over the next couple of days | 10 Jul 18:00 day
over the next two days | 10 Jul 18:00 day
in the next two days | 10 Jul 18:00 day
in 2-3 days | 11 Jul 18:00 day
in two to three days | 11 Jul 18:00 day
in two or three days | 11 Jul 18:00 day
within 3 days | 11 Jul 18:00 day
within three working days | 13 Jul 18:00 day
within 3 business days | 13 Jul 18:00 day
in three working days | 13 Jul 18:00 day
within 2-3 working days | 13 Jul 18:00 day
within one business day | 9 Jul 18:00 day
within 1 working day | 9 Jul 18:00 day
within five (5) business days | 15 Jul 18:00 day
ten days from now | 18 Jul 18:00 day
in 10 days | 18 Jul 18:00 day
in a week | 15 Jul 18:00 day
within a week | 15 Jul 18:00 day
in a week's time | 15 Jul 18:00 day
in a week or two | 22 Jul 18:00 day
in two weeks | 22 Jul 18:00 day
in two weeks' time | 22 Jul 18:00 day
within two weeks | 22 Jul 18:00 day
in a couple of weeks | 22 Jul 18:00 day
two weeks from now | 22 Jul 18:00 day
two weeks from today | 22 Jul 18:00 day
in 2-3 weeks | 29 Jul 18:00 day
in a fortnight | 22 Jul 18:00 day
within a fortnight | 22 Jul 18:00 day
in a fortnight's time | 22 Jul 18:00 day
in a month | 8 Aug 18:00 day
within a month | 8 Aug 18:00 day
in two months | 8 Sep 18:00 day
# weeks
this week | 10 Jul 18:00 week
later this week | 10 Jul 18:00 week
later in the week | 10 Jul 18:00 week
by the end of the week | 10 Jul 18:00 week
by the end of this week | 10 Jul 18:00 week
by end of week | 10 Jul 18:00 week
at the end of the week | 10 Jul 18:00 week
towards the end of the week | 10 Jul 18:00 week
before the week is out | 10 Jul 18:00 week
by EOW | 10 Jul 18:00 week
EOW | 10 Jul 18:00 week
some time this week | 10 Jul 18:00 week
sometime this week | 10 Jul 18:00 week
before the weekend | 10 Jul 18:00 week
by the weekend | 10 Jul 18:00 week
this weekend | 12 Jul 18:00 day
over the weekend | 12 Jul 18:00 day
at the weekend | 12 Jul 18:00 day
on the weekend | 12 Jul 18:00 day
during the weekend | 12 Jul 18:00 day
after the weekend | 13 Jul 18:00 day
next week | 17 Jul 18:00 week
by next week | 17 Jul 18:00 week
during next week | 17 Jul 18:00 week
sometime next week | 17 Jul 18:00 week
early next week | 14 Jul 18:00 week
at the start of next week | 14 Jul 18:00 week
at the beginning of next week | 14 Jul 18:00 week
mid next week | 15 Jul 18:00 week
mid-week next week | 15 Jul 18:00 week
in the middle of next week | 15 Jul 18:00 week
by the middle of next week | 15 Jul 18:00 week
late next week | 17 Jul 18:00 week
later next week | 17 Jul 18:00 week
by the end of next week | 17 Jul 18:00 week
end of next week | 17 Jul 18:00 week
the following week | 17 Jul 18:00 week
the week after next | 24 Jul 18:00 week
the week after | 17 Jul 18:00 week
the week of the 20th | 24 Jul 18:00 week
the week of 20 July | 24 Jul 18:00 week
the week commencing 20 July | 24 Jul 18:00 week
w/c 20 July | 24 Jul 18:00 week
the week beginning 20 July | 24 Jul 18:00 week
early in the week | 14 Jul 18:00 week
next weekend | 19 Jul 18:00 day
# months and longer
this month | 31 Jul 18:00 day
by the end of the month | 31 Jul 18:00 day
by the end of this month | 31 Jul 18:00 day
at month end | 31 Jul 18:00 day
by month-end | 31 Jul 18:00 day
by EOM | 31 Jul 18:00 day
by the end of July | 31 Jul 18:00 day
by end of July | 31 Jul 18:00 day
at the end of August | 31 Aug 18:00 day
late July | 31 Jul 18:00 week
in late July | 31 Jul 18:00 week
mid-August | 15 Aug 18:00 week
mid August | 15 Aug 18:00 week
by the middle of August | 15 Aug 18:00 week
by mid-month | 15 Jul 18:00 week
early August | 10 Aug 18:00 week
in early August | 10 Aug 18:00 week
early next month | 10 Aug 18:00 week
next month | 31 Aug 18:00 day
by the end of next month | 31 Aug 18:00 day
in August | -
by the end of the quarter | 30 Sep 18:00 day
in Q3 | 30 Sep 18:00 day
by the end of Q3 | 30 Sep 18:00 day
in Q4 | 31 Dec 18:00 day
next quarter | 31 Dec 18:00 day
by the end of the year | 31 Dec 18:00 day
by year end | 31 Dec 18:00 day
by Christmas | 24 Dec 18:00 day
before Christmas | 24 Dec 18:00 day
# no date
soon | -
shortly | -
later | -
a bit later | -
in due course | -
in a bit | -
in a while | -
as soon as possible | -
asap | -
as soon as I can | -
as soon as it is ready | -
in the near future | -
in the coming days | -
one of these days | -
when I'm back | -
once it's ready | -
straight away | -
right away | -
immediately | -
now | -
after the holidays | -
after Christmas | -
at some point | -
in time | -
in advance | -
on time | -
# counted from something else than the letter
two days after the payment | -
within two days of payment | -
within 5 working days of receipt | -
within three days after you sign | -
within a week of the signing | -
two weeks before the event | -
a week before the launch | -
the day before the meeting | -
the next day after payment | -
a week after the launch | -
# numbers that are no time
to 12 people | -
by 15 percent | -
section 12.5 of the contract | -
version 1.15 | -
at 15.07 euro | -
the report for July | -
the June report | -
the Q2 report | -
last week's report | -
the report for last week | -
your letter of 5 July | -
to 3 addresses | -
`

func TestDueEnglish(t *testing.T) { checkDue(t, "I'll send it ", dueEnglish) }
