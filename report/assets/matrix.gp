# SPDX-License-Identifier: MIT
# A heat map: one row a skill, one column a role.
# In front of this stand: n (rows), roles (columns), W, H, left, right, top
# (units), heads (header lines), turned (headers stand upright, and cells do not
# carry their interval); $names: row, place in it, word; $heads: column, line,
# word.
# Columns: row, column, few (1: no share), n_named, share, low, high (per cent),
# id, skill, role_id.
px = n/(1.0*H - top - 8)    # a unit in rows, and in columns
pad = roles/(1.0*W - left - right)
set margins 0, 0, 0, 0
set xrange [-left*pad:roles + right*pad]
set yrange [n + 8*px:-top*px]
unset tics
step(share) = share >= 100 ? 9 : int(share/10)
cell(few, share) = few == 1 ? few_cell : heat(step(share))
ink(few, share) = few == 1 ? few_text : on(step(share))
number(few, n, share) = few == 1 ? sprintf('%d', n) : sprintf('%.0f', share)
range(few, low, high) = few == 1 ? 'few' : sprintf("%.0f\342\200\223%.0f", low, high)
line = turned ? 0.5 : 0.32
set multiplot
plot data skip 1 using 2:1:($2+pad):($2+1-pad):($1+px):($1+1-px):(cell($3,$5)) \
       with boxxyerror lc rgb variable, \
     '' skip 1 using ($2+0.5):($1+line):(number($3,$4,$5)):(ink($3,$5)) \
       with labels center font ',12' tc rgb variable, \
     $names using (-6*pad):($1+$2):(say($3)) with labels right font ',12' tc rgb c_text
unset label
if (turned) {
  plot $heads using ($1+0.5):(-6*px):(say($3)) with labels left rotate by 90 font ',12' tc rgb c_text
} else {
  plot data skip 1 using ($2+0.5):($1+0.72):(range($3,$6,$7)):(ink($3,$5)) \
         with labels center font ',12' tc rgb variable, \
       $heads using ($1+0.5):(-(heads-$2)*14*px+5*px):(say($3)) with labels center font ',12' tc rgb c_text
}
unset multiplot
set output
