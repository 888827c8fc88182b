# SPDX-License-Identifier: MIT
# Horizontal bars with interval whiskers, the name of each above its bar.
# In front of this stand: n (bars), H (height), xmax, xstep.
# bars.tsv: row, share, low, high (per cent), name, figures.
W = 360
set encoding utf8
set terminal svg size W,H noenhanced font 'sans,12' dashlength 1
set output 'chart.svg'
set datafile separator "\t"
set lmargin at screen 14.0/W
set rmargin at screen 1 - 20.0/W
set tmargin at screen 1 - 46.0/H
set bmargin at screen 24.0/H
set xrange [0:xmax]
set yrange [n:0]
set border 0
unset key
unset ytics
set xtics 0,xstep scale 0 nomirror format '%.0f %%' font ',11' tc rgb '#010201'
set grid xtics lt 1 lw 1 lc rgb '#010202'
set style fill solid 1 noborder
set label 1 '@t0' at screen 14.0/W, screen 1 - 14.0/H left font ',14' tc rgb '#010200'
set label 2 '@t1' at screen 14.0/W, screen 1 - 32.0/H left font ',10.5' tc rgb '#010201'
plot 'bars.tsv' using 2:1:(0):2:($1+0.52):($1+0.86) with boxxyerror lc rgb '#010203', \
     '' using 2:($1+0.69):3:4 with xerrorbars pt -1 lw 1.5 lc rgb '#010204', \
     '' using (0):($1+0.24):(stringcolumn(5)) with labels left font ',12' tc rgb '#010200', \
     '' using (xmax):($1+0.24):(stringcolumn(6)) with labels right font ',11' tc rgb '#010201'
