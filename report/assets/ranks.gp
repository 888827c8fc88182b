# SPDX-License-Identifier: MIT
# Ranks in two windows, joined by lines; thick and coloured where the share
# changed by more than chance.
# In front of this stand: n (rows), W, H (size). Words 4 and 5: the windows; from 6
# on four of each row: ranks, name, what the share did with its interval.
# Columns: row, from_row, from_rank, to_rank, verdict (0 none, 1 more, 2 less,
# 3 other sources), n_named_from, n_named_to, share_from, share_to, difference,
# low, high, q, id, skill.
ROW = 36
TOP = 80 + 24
set margins 0, 0, 0, 0
set xrange [0:W]
set yrange [H:0]
unset tics
set label 5 say(4) at 8,(TOP - 8) left font ',12' tc rgb c_faint
set label 6 say(5) at 144,(TOP - 8) left font ',12' tc rgb c_faint
y(row) = TOP + ROW*row + 12
is(verdict, wanted) = verdict == wanted ? 1 : NaN
plot data skip 1 using (34):(y($2)):(102*is($5,0)):(y($1)-y($2)) with vectors nohead lt 1 lw 1 lc rgb c_faint, \
     '' skip 1 using (34):(y($2)):(102*is($5,1)):(y($1)-y($2)) with vectors nohead lt 1 lw 3 lc rgb c_more, \
     '' skip 1 using (34):(y($2)):(102*is($5,2)):(y($1)-y($2)) with vectors nohead lt 1 lw 3 lc rgb c_less, \
     '' skip 1 using (34):(y($2)):(102*is($5,3)):(y($1)-y($2)) with vectors nohead lt 1 lw 2 dt 2 lc rgb c_line, \
     '' skip 1 using (34):(y($2)) with points pt 7 ps 0.5 lc rgb c_faint, \
     '' skip 1 using (136):(y($1)) with points pt 7 ps 0.5 lc rgb c_faint, \
     '' skip 1 using (27):(y($2)):(say(6 + 4*$1)) with labels right font ',12' tc rgb c_text, \
     '' skip 1 using (144):(y($1)):(say(7 + 4*$1)) with labels left font ',12' tc rgb c_text, \
     '' skip 1 using (172):(y($1)):(say(8 + 4*$1)) with labels left font ',12' tc rgb c_text, \
     '' skip 1 using (172):(y($1)+15):(say(9 + 4*$1)) with labels left font ',12' tc rgb c_faint
set output
