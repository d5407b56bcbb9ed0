/** The sheet kept as tiles: each is painted when it comes into sight or the scene is another one, and else only put in its place. */
import { stretched, type TileGrid, tileGrid, tilesInSight } from '../layout/tiles.js';
import type { Scene } from './scene.js';
import { type Surface, surfaceOfSize } from './surface.js';

interface Tile {
  /** Not on the page: what is there is put together from these. */
  canvas: HTMLCanvasElement;
  index: number;
  /** What it shows; undefined for nothing yet. */
  painted: Scene | undefined;
}

export interface Sight {
  scene: Scene;
  scrollTop: number;
  /** Of the viewport. */
  height: number;
}

export class Tiles {
  private readonly tiles: Tile[] = [];
  private grid: TileGrid = { tileHeight: 0, count: 0 };

  /**
   * Draw what is in sight, and paint for it what is not up to the scene, for `budget` milliseconds. What has not been painted by
   * then is drawn as it was, stretched to where it is now. Returns whether all of it is up to the scene.
   */
  draw(surface: Surface, { scene, scrollTop, height }: Sight, budget: number): boolean {
    const { rows, rowHeight } = scene.sheet;
    this.arrange(tileGrid(rows.rows.length, rowHeight, height));
    const inSight = this.inSight(scrollTop, height);
    const whole = this.freshen(inSight, scene, performance.now() + budget);
    for (const tile of inSight) this.put(surface, tile, scene, scrollTop);
    return whole;
  }

  /** Paint the nearest tile out of sight that is not up to the scene, before it is asked for; false where there is none, or no room for more. */
  ahead({ scene, scrollTop, height }: Sight): boolean {
    const [first, end] = tilesInSight(this.grid, scrollTop, height);
    for (let away = 1; away < MOST_TILES; away++) {
      for (const index of [end - 1 + away, first - away]) {
        const found = this.tiles.find((tile) => tile.index === index);
        const room = index >= 0 && index < this.grid.count && this.tiles.length < MOST_TILES;
        if (found ? found.painted === scene : !room) continue;
        this.paint(found ?? this.tileAt(index, [first, end]), scene);
        return true;
      }
    }
    return false;
  }

  /** Another cut makes all tiles worthless. */
  private arrange(grid: TileGrid): void {
    if (grid.tileHeight === this.grid.tileHeight && grid.count === this.grid.count) return;
    this.grid = grid;
    for (const tile of this.tiles) tile.painted = undefined;
  }

  private inSight(scrollTop: number, height: number): Tile[] {
    const [first, end] = tilesInSight(this.grid, scrollTop, height);
    return Array.from({ length: end - first }, (_, i) => this.tileAt(first + i, [first, end]));
  }

  /** The tile of an index; where there are many, the one that is farthest from sight is used again. */
  private tileAt(index: number, [first, end]: [number, number]): Tile {
    const found = this.tiles.find((tile) => tile.index === index);
    if (found) return found;
    const distance = (tile: Tile) => Math.max(first - tile.index, tile.index - (end - 1));
    const far =
      this.tiles.length < MOST_TILES ? undefined : this.tiles.reduce((a, b) => (distance(a) < distance(b) ? b : a));
    const tile = far && distance(far) > 0 ? far : this.added();
    tile.index = index;
    tile.painted = undefined;
    return tile;
  }

  private added(): Tile {
    const tile: Tile = { canvas: document.createElement('canvas'), index: -1, painted: undefined };
    this.tiles.push(tile);
    return tile;
  }

  /** What is blank is painted whatever it takes, and of what is stale at least one tile: else there would be no end of it. */
  private freshen(inSight: readonly Tile[], scene: Scene, until: number): boolean {
    const stale = inSight.filter((tile) => tile.painted !== scene);
    for (const [i, tile] of stale.entries())
      if (i === 0 || !tile.painted || performance.now() < until) this.paint(tile, scene);
    return stale.every((tile) => tile.painted === scene);
  }

  private paint(tile: Tile, scene: Scene): void {
    const surface = surfaceOfSize(tile.canvas, scene.sheet.axis.width, this.grid.tileHeight);
    if (!surface) return;
    scene.paint(surface, tile.index * this.grid.tileHeight);
    tile.painted = scene;
  }

  private put({ context, ratio, height }: Surface, { canvas, index, painted }: Tile, scene: Scene, scrollTop: number) {
    if (!painted) return;
    const { axis } = scene.sheet;
    const { shift, scale } = stretched(painted.sheet.axis, axis, axis.width);
    // On whole pixels of the screen, so that what is not stretched stays as sharp as it was painted.
    const top = Math.round((index * this.grid.tileHeight - scrollTop) * ratio) / ratio;
    const from = Math.max(0, -top);
    const high = Math.min(canvas.height / ratio, height - top) - from;
    if (high <= 0) return;
    const wide = canvas.width;
    context.drawImage(canvas, 0, from * ratio, wide, high * ratio, shift, top + from, (wide / ratio) * scale, high);
  }
}

/** As many as a tall screen shows several times over. */
const MOST_TILES = 32;
