import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

const program = (end: string, start = '') => `${start}
import hashlib
import matplotlib.pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
drawn = []
draw = FigureCanvasAgg.draw
FigureCanvasAgg.draw = lambda canvas: (drawn.append(1), draw(canvas))
plt.plot([1, 4, 2])
plt.savefig('plot.png', transparent=True)
${end}
`;
const pixels = 'print(hashlib.md5(bytes(plt.gcf().canvas.buffer_rgba())).hexdigest())';
/** As matplotlib does it by itself: the patched method hides the original one below \`__wrapped__\`. */
const original =
  'from matplotlib.backends.backend_agg import FigureCanvasAgg as canvas\ncanvas.draw_idle = canvas.draw_idle.__wrapped__\n';

describe('a saved plot', () => {
  it('is drawn once', async () => {
    expect(await runInSandbox(program('print(len(drawn))'))).toMatchObject({ stdout: '1\n' });
    expect(await runInSandbox(program('print(len(drawn))', original))).toMatchObject({ stdout: '2\n' });
  });

  it('is redrawn for a program that looks at the canvas, with the same pixels', async () => {
    const looked = await runInSandbox(program(`${pixels}\nprint(len(drawn))`));
    const drawnTwice = await runInSandbox(program(`${pixels}\nprint(len(drawn))`, original));
    expect(looked.status).toBe('finished');
    expect(looked.stdout).toBe(drawnTwice.stdout);
  });

  it('is drawn when the program asks for it', async () => {
    expect(await runInSandbox(program('plt.draw()\nprint(len(drawn))'))).toMatchObject({ stdout: '2\n' });
  });
});
