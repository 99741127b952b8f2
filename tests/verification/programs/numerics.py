import cmath
import math
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np
import sympy as sp
from numpy.linalg import eig, norm, svd
from scipy.integrate import quad, solve_ivp
from scipy.optimize import curve_fit, minimize

rng = np.random.default_rng(0)
a = rng.normal(size=(50, 4)).astype(np.float64)
u, s, vt = svd(a, full_matrices=False)
values, vectors = eig(a.T @ a)
x, y = sp.symbols('x y')
solution = sp.solve(sp.Eq(x**2 - 5 * x + 6, 0), x)
area, error = quad(lambda t: math.exp(-t**2), -np.inf, np.inf)
fit = minimize(lambda p: (p[0] - 1) ** 2 + (p[1] + 2) ** 2, x0=[0, 0])
popt, pcov = curve_fit(lambda t, m, c: m * t + c, np.arange(10), np.arange(10) * 2.0 + 1)
ode = solve_ivp(lambda t, state: -state, (0, 5), [1.0])
getcontext().prec = 50
expression = sp.lambdify((x, y), x**2 + y, 'numpy')
sys_total = sum(Fraction(1, n) for n in range(1, 10))
print(solution, float(area), fit.x.round(3), popt, norm(s), values.real.max(), cmath.sqrt(-1), Decimal(2).sqrt())
print(ode.y[:, -1], expression(2, 3), sp.diff(sp.sin(x) * x, x), sp.integrate(sp.cos(x)), sys_total)
