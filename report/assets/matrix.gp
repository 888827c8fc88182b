# SPDX-License-Identifier: MIT
# A heat map: one row a skill, one column a role.
# In front of this stand: n (rows), roles (columns), W, H, left, top (pixels),
# heads (header lines), turned (headers stand upright), ranges (cells carry
# their interval).
# cells.tsv: column, row, red, green, blue of the cell, red, green, blue of its
# text, share, interval. names.tsv: row, offset, name. heads.tsv: column, line,
# name.
set encoding utf8
set terminal svg size W,H noenhanced font 'sans,12' dashlength 1
set output 'chart.svg'
set datafile separator "\t"
px = n/(1.0*H - top - 8)    # a pixel in rows, and in columns
pad = roles/(1.0*W - left - 6)
set margins 0, 0, 0, 0
set xrange [-left*pad:roles + 6*pad]
set yrange [n + 8*px:-top*px]
set border 0
unset key
unset tics
set style fill solid 1 noborder
set label 1 '@t0' at screen 8.0/W, screen 1 - 14.0/H left font ',14' tc rgb '#010200'
set label 2 '@t1' at screen 8.0/W, screen 1 - 32.0/H left font ',10.5' tc rgb '#010201'
rgb(r,g,b) = 65536*int(r) + 256*int(g) + int(b)
row = ranges ? 0.36 : 0.5
# Labels whose places are all undefined crash gnuplot 5.4.4, hence the ifs.
set multiplot
plot 'cells.tsv' using 1:2:($1+pad):($1+1-pad):($2+px):($2+1-px):(rgb($3,$4,$5)) \
       with boxxyerror lc rgb variable, \
     '' using ($1+0.5):($2+row):(stringcolumn(9)):(rgb($6,$7,$8)) \
       with labels center font ',12' tc rgb variable, \
     'names.tsv' using (-6*pad):($1+$2):(stringcolumn(3)) \
       with labels right font ',11' tc rgb '#010200'
unset label 1
unset label 2
if (ranges) {
  plot 'cells.tsv' using ($1+0.5):($2+0.74):(stringcolumn(10)):(rgb($6,$7,$8)) \
         with labels center font ',9' tc rgb variable
}
if (turned) {
  plot 'heads.tsv' using ($1+0.5):(-6*px):(stringcolumn(3)) \
         with labels left rotate by 90 font ',11' tc rgb '#010200'
} else {
  plot 'heads.tsv' using ($1+0.5):(-(heads-$2)*13*px+5*px):(stringcolumn(3)) \
         with labels center font ',10' tc rgb '#010200'
}
unset multiplot
