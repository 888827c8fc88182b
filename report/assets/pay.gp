# SPDX-License-Identifier: MIT
# Boxes of the middle half with the median and its interval, the name of each
# above its box.
# In front of this stand: n (boxes), W, H (size), xmin, xmax, xstep, unit and per
# (ticks are told in so many). Words from 4 on: name and figures of each box.
# Columns: row, n, n_employers, quartile_1, median, quartile_3, median_low95,
# median_high95, of, id, name.
set lmargin at screen 24.0/W
set rmargin at screen 1 - 24.0/W
set tmargin at screen 1 - 80.0/H
set bmargin at screen 28.0/H
set xrange [xmin/per:xmax/per]
set yrange [n:0]
unset ytics
set xtics xmin/per,xstep/per scale 0 nomirror format '%.0f'.unit font ',12' tc rgb c_faint
set grid xtics lt 1 lw 1 lc rgb c_grid
plot data skip 1 using ($5/per):1:($4/per):($6/per):($1+0.5):($1+0.9) with boxxyerror fs solid 1 border lc rgb c_bar lw 0.7 fc rgb c_band, \
     '' skip 1 using ($5/per):($1+0.7):($7/per):($8/per) with xerrorbars pt -1 lw 1.5 lc rgb c_line, \
     '' skip 1 using ($5/per):($1+0.5):(0):(0.4) with vectors nohead lt 1 lw 3 lc rgb c_bar, \
     '' skip 1 using (xmin/per):($1+0.24):(say(4 + 2*$1)) with labels left font ',12' tc rgb c_text, \
     '' skip 1 using (xmax/per):($1+0.24):(say(5 + 2*$1)) with labels right font ',12' tc rgb c_faint
set output
