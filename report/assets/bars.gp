# SPDX-License-Identifier: MIT
# Horizontal bars with interval whiskers, the name of each above its bar.
# In front of this stand: n (bars), W, H (size), xmax, xstep. Words from 4 on:
# name and figures of each bar.
# Columns: row, rank, n_named, share, low, high (per cent), id, skill.
set lmargin at screen 14.0/W
set rmargin at screen 1 - 20.0/W
set tmargin at screen 1 - 80.0/H
set bmargin at screen 28.0/H
set xrange [0:xmax]
set yrange [n:0]
unset ytics
set xtics 0,xstep scale 0 nomirror format '%.0f %%' font ',12' tc rgb c_faint
set grid xtics lt 1 lw 1 lc rgb c_grid
plot data skip 1 using 4:1:(0):4:($1+0.52):($1+0.86) with boxxyerror lc rgb c_bar, \
     '' skip 1 using 4:($1+0.69):5:6 with xerrorbars pt -1 lw 1.5 lc rgb c_line, \
     '' skip 1 using (0):($1+0.24):(say(4 + 2*$1)) with labels left font ',12' tc rgb c_text, \
     '' skip 1 using (xmax):($1+0.24):(say(5 + 2*$1)) with labels right font ',12' tc rgb c_faint
set output
