# SPDX-License-Identifier: MIT
# Three panels along the steps of a path of study, each a share of the postings
# with its interval as a band; below them what is learnt in each step.
# In front of this stand: n (steps), W, H (size), ymax0 ... ystep2 (of the panels).
# Words 4 to 6: the panels; 7: over the list; from 8 on: the steps.
# Columns: step, then n, share, low, high (per cent) of those that name a skill
# known by then, that miss one, that miss none; coverage, id, skill.
PANEL = 122
array ymax[3] = [ymax0, ymax1, ymax2]
array ystep[3] = [ystep0, ystep1, ystep2]
set xrange [-0.3:n + 0.3]
set xtics 0,1 scale 0 nomirror font ',12' offset 0,0.4 tc rgb c_faint
set lmargin at screen 40.0/W
set rmargin at screen 1 - 8.0/W
set multiplot
do for [i=1:3] {
  top = 80 + PANEL*(i - 1)
  set tmargin at screen 1 - (top + 24.0)/H
  set bmargin at screen 1 - (top + PANEL - 22.0)/H
  set yrange [0:ymax[i]]
  set ytics 0,ystep[i] scale 0 format '%.0f' font ',12' offset 0.6,0 tc rgb c_faint
  set grid ytics lt 1 lw 1 lc rgb c_grid
  set label 5 say(3 + i) at screen 8.0/W, screen 1 - (top + 10.0)/H left font ',12' tc rgb c_text
  if (i == 3) {
    y = top + PANEL + 8
    set label 6 say(7) at screen 8.0/W, screen 1 - y/(1.0*H) left font ',12' tc rgb c_faint
    rows = (n + 1)/2
    do for [k=0:n-1] {
      set label 7 + k say(8 + k) at screen (8.0 + 176*(k/rows))/W, screen 1 - (y + 18.0 + 17*(k % rows))/H left font ',12' tc rgb c_text
    }
  }
  plot data skip 1 using 1:(column(4*i)):(column(4*i + 1)) with filledcurves lc rgb c_band, \
       for [c=4*i:4*i + 1] '' skip 1 using 1:c with lines lt 1 lw 0.7 lc rgb c_bar, \
       '' skip 1 using 1:(column(4*i - 1)) with linespoints lt 1 lw 1.8 pt 7 ps 0.5 lc rgb c_bar
  unset label
}
unset multiplot
set output
