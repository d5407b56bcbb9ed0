/** How the picture is cut into tiles, and how an image of one stretch stands for another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stretched, tileGrid, tilesInSight } from '../../src/webview/layout/tiles.js';

test('rows that fit are one tile, and it fills the viewport', () => {
  const grid = tileGrid(5, 64, 450);
  assert.equal(grid.count, 1);
  assert.ok(grid.tileHeight >= 450);
  assert.deepEqual(tilesInSight(grid, 0, 450), [0, 1]);
});

test('every row of a tall sheet is in a tile, and each tile holds whole rows', () => {
  for (const rowHeight of [26, 33, 64]) {
    const grid = tileGrid(5000, rowHeight, 450);
    assert.equal(grid.tileHeight % rowHeight, 0);
    assert.ok(grid.count * grid.tileHeight >= 5000 * rowHeight);
    for (const scrollTop of [0, 1, grid.tileHeight, 77_777, 5000 * rowHeight - 450]) {
      const [first, end] = tilesInSight(grid, scrollTop, 450);
      assert.ok(first * grid.tileHeight <= scrollTop);
      assert.ok(end * grid.tileHeight >= Math.min(scrollTop + 450, 5000 * rowHeight));
      assert.ok(end - first <= 4, 'few tiles fill the viewport');
    }
  }
});

test('a place stays where it is in an image that is stretched', () => {
  const [painted, now, width] = [{ from: 100, to: 300 }, { from: 150, to: 200 }, 1000];
  const { shift, scale } = stretched(painted, now, width);
  const x = (place: number, { from, to }: typeof painted) => ((place - from) / (to - from)) * width;
  for (const place of [150, 160, 200]) assert.ok(Math.abs(x(place, painted) * scale + shift - x(place, now)) < 1e-9);
  assert.deepEqual(stretched(now, now, width), { shift: 0, scale: 1 });
});
