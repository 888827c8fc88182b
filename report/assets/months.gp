# SPDX-License-Identifier: MIT
# Small panels, two abreast, one a skill: share by month with its interval as a
# band; below them, over both, the postings per month.
# In front of this stand: n (panels), months, W, H, ymax, ystep, nmax. Words 4 to
# 6: the first and the last month, the name of the last panel; then the names.
# Columns: at (month, from 0), n_usable, n_named, share, low, high (per cent),
# alone (1: between gaps), month, skill. A block a skill; a blank line is a gap.
# The last block has the postings of every month, where alone means: too few.
PANEL = 124
set xrange [-0.5:months-0.5]
unset xtics
set multiplot
set yrange [0:ymax]
set ytics 0,ystep scale 0 format '%.0f' font ',12' offset 0.6,0 tc rgb c_faint
set grid ytics lt 1 lw 1 lc rgb c_grid
do for [i=0:n-1] {
  x = 8 + 176*(i % 2)
  y = 80 + PANEL*(i/2)
  set lmargin at screen (x + 24.0)/W
  set rmargin at screen (x + 168.0)/W
  set tmargin at screen 1 - (y + 24.0)/H
  set bmargin at screen 1 - (y + PANEL - 28.0)/H
  set label 5 say(7 + i) at screen x/(1.0*W), screen 1 - (y + 10.0)/H left font ',12' tc rgb c_text
  set label 6 say(4) at screen (x + 24.0)/W, screen 1 - (y + PANEL - 18.0)/H left font ',12' tc rgb c_faint
  set label 7 say(5) at screen (x + 168.0)/W, screen 1 - (y + PANEL - 18.0)/H right font ',12' tc rgb c_faint
  plot data skip 1 index i using 1:5:6 with filledcurves lc rgb c_band, \
       for [c=5:6] '' skip 1 index i using 1:c with lines lt 1 lw 0.7 lc rgb c_bar, \
       '' skip 1 index i using 1:($7 == 1 ? $4 : NaN):5:6 with yerrorbars pt -1 lw 1.5 lc rgb c_line, \
       '' skip 1 index i using 1:4 with lines lt 1 lw 1.8 lc rgb c_bar, \
       '' skip 1 index i using 1:4 with points pt 7 ps 0.35 lc rgb c_bar
  unset label
}
y = 80 + PANEL*((n + 1)/2)
set lmargin at screen 46.0/W
set rmargin at screen 1 - 8.0/W
set tmargin at screen 1 - (y + 24.0)/H
set bmargin at screen 1 - (y + 70.0)/H
set yrange [0:nmax]
set ytics 0,nmax
set label 5 say(6) at screen 8.0/W, screen 1 - (y + 10.0)/H left font ',12' tc rgb c_text
set label 6 say(4) at screen 46.0/W, screen 1 - (y + 80.0)/H left font ',12' tc rgb c_faint
set label 7 say(5) at screen 1 - 8.0/W, screen 1 - (y + 80.0)/H right font ',12' tc rgb c_faint
plot data skip 1 index n using 1:($7 == 0 ? $2 : NaN):(0.8) with boxes lc rgb c_bar, \
     '' skip 1 index n using 1:($7 == 1 ? $2 : NaN):(0.8) with boxes lc rgb c_band
unset multiplot
set output
