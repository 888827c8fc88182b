# SPDX-License-Identifier: MIT
# A matrix of skills: of the postings that name the row's, those that name the
# column's, with the interval as a line whose scale is the width of the cell.
# In front of this stand: n (rows and columns), W, H, left, right, top, foot
# (units); $names: row, place in it, word. Words 4 and 5: the foot.
# Columns: row, column, verdict (0 as all, 1 more, 2 less, 3 diagonal),
# n_row, n_both, share, low, high, share_of_all (per cent), ids and names.
px = n/(1.0*H - top - foot) # a unit in rows, and in columns
pad = n/(1.0*W - left - right)
set margins 0, 0, 0, 0
set xrange [-left*pad:n + right*pad]
set yrange [n + foot*px:-top*px]
unset tics
set errorbars 0 # caps would hide how narrow an interval is
fill(verdict) = verdict == 1 ? more_cell : verdict == 2 ? less_cell : few_cell
x(column, share) = column + 4*pad + share/100.0*(1 - 8*pad)
set label 5 say(4) at screen 8.0/W, screen 26.0/H left font ',12' tc rgb c_faint
set label 6 say(5) at screen 8.0/W, screen 10.0/H left font ',12' tc rgb c_faint
plot data skip 1 using 2:1:($2+pad):($2+1-pad):($1+px):($1+1-px):(fill($3)) \
       with boxxyerror lc rgb variable, \
     '' skip 1 using ($2+0.5):($1+0.3):(sprintf('%.0f', $6)) with labels center font ',12' tc rgb c_text, \
     '' skip 1 using (x($2,$6)):($1+0.72):(x($2,$7)):(x($2,$8)) with xerrorbars pt -1 lw 2.5 lc rgb c_line, \
     '' skip 1 using (x($2,$9)):($1+0.56):(0):(0.32) with vectors nohead lt 1 lw 1 lc rgb c_text, \
     '' skip 1 using ($1 == 0 ? $2 + 0.5 : NaN):(-8*px):(sprintf('%d', $2 + 1)) with labels center font ',12' tc rgb c_text, \
     '' skip 1 using ($2 == 0 ? -6*pad : NaN):($1+0.5):(sprintf('%d', $1 + 1)) with labels right font ',12' tc rgb c_text, \
     $names using (-22*pad):($1+$2):(say($3)) with labels right font ',12' tc rgb c_text
set output
