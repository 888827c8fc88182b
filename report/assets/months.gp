# SPDX-License-Identifier: MIT
# Small panels, two abreast, one a skill: share by month with its interval as a
# band; below them, over both, the postings per month.
# In front of this stand: n (panels), months, H, ymax, ystep, nmax.
# series.tsv: one block a skill; month, share, low, high (per cent), alone (1: a
# month between gaps). A blank line is a gap. n.tsv: month, postings, few (1: too
# few for a share). ends.tsv: first and last month with their names.
W = 360
PANEL = 120
set encoding utf8
set terminal svg size W,H noenhanced font 'sans,12' dashlength 1
set output 'chart.svg'
set datafile separator "\t"
set border 0
unset key
set xrange [-0.5:months-0.5]
unset xtics
set style fill solid 1 noborder
set multiplot
set label 1 '@t0' at screen 8.0/W, screen 1 - 14.0/H left font ',14' tc rgb '#010200'
set label 2 '@t1' at screen 8.0/W, screen 1 - 32.0/H left font ',10.5' tc rgb '#010201'
set yrange [0:ymax]
set ytics 0,ystep scale 0 format '%.0f' font ',10' offset 0.6,0 tc rgb '#010201'
set grid ytics lt 1 lw 1 lc rgb '#010202'
do for [i=0:n-1] {
  x = 8 + 176*(i % 2)
  y = 46 + PANEL*(i/2)
  set lmargin at screen (x + 20.0)/W
  set rmargin at screen (x + 168.0)/W
  set tmargin at screen 1 - (y + 22.0)/H
  set bmargin at screen 1 - (y + PANEL - 26.0)/H
  set label 3 sprintf('@t%d', 2 + i) at screen x/(1.0*W), screen 1 - (y + 10.0)/H left font ',12' tc rgb '#010200'
  plot 'series.tsv' index i using 1:3:4 with filledcurves lc rgb '#010205', \
       '' index i using 1:($5 == 1 ? $2 : NaN):3:4 with yerrorbars pt -1 lw 1.5 lc rgb '#010204', \
       '' index i using 1:2 with lines lt 1 lw 1.8 lc rgb '#010203', \
       '' index i using 1:2 with points pt 7 ps 0.35 lc rgb '#010203', \
       'ends.tsv' using (-0.5):(0):(stringcolumn(1)) with labels left offset 0,-0.75 font ',10' tc rgb '#010201', \
       '' using (months-0.5):(0):(stringcolumn(2)) with labels right offset 0,-0.75 font ',10' tc rgb '#010201'
  unset label 1
  unset label 2
}
unset label 3
y = 46 + PANEL*((n + 1)/2)
set lmargin at screen 28.0/W
set rmargin at screen 1 - 8.0/W
set tmargin at screen 1 - (y + 22.0)/H
set bmargin at screen 1 - (y + 70.0)/H
set yrange [0:nmax]
set ytics 0,nmax
set label 3 sprintf('@t%d', 2 + n) at screen 8.0/W, screen 1 - (y + 10.0)/H left font ',12' tc rgb '#010200'
plot 'n.tsv' using 1:($3 == 0 ? $2 : NaN):(0.8) with boxes lc rgb '#010203', \
     '' using 1:($3 == 1 ? $2 : NaN):(0.8) with boxes lc rgb '#010205', \
     'ends.tsv' using (-0.5):(0):(stringcolumn(1)) with labels left offset 0,-0.75 font ',10' tc rgb '#010201', \
     '' using (months-0.5):(0):(stringcolumn(2)) with labels right offset 0,-0.75 font ',10' tc rgb '#010201'
unset multiplot
