import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageFollower } from '../../../renderer/screens/keying/page-follower.ts';
import { SCAN_AT_FIRST, turned, zoomed, type ScanView } from '../../../renderer/screens/keying/scan-view.ts';

describe('turning the scanned page', () => {
  it('goes down the page, then to the top of the next', () => {
    const down = turned(SCAN_AT_FIRST, 1, 2, 0.7);
    expect(down).toMatchObject({ page: 1 });
    expect(down.top).toBeCloseTo(0.3);
    expect(turned(down, 1, 2, 0.7)).toMatchObject({ page: 2, top: 0 });
  });

  it('goes back to the foot of the page before', () => {
    expect(turned({ page: 2, top: 0, zoom: 1 }, -1, 2, 0.7).page).toBe(1);
    expect(turned({ page: 2, top: 0, zoom: 1 }, -1, 2, 0.7).top).toBeCloseTo(0.3);
  });

  it('shows every part of every page, and never leaves the scan', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0.2, max: 1.5, noNaN: true }),
        (pages, seen) => {
          let scan: ScanView = SCAN_AT_FIRST;
          const views = [scan];
          for (let press = 0; press < 60; press += 1) {
            const next = turned(scan, 1, pages, seen);
            if (next.page === scan.page) expect(next.top - scan.top).toBeLessThanOrEqual(seen);
            else expect(scan.top + seen).toBeGreaterThanOrEqual(0.98);
            scan = next;
            views.push(scan);
          }
          expect(scan.page).toBe(pages);
          expect(new Set(views.map((view) => view.page)).size).toBe(pages);
        },
      ),
    );
  });

  it('becomes larger and smaller in steps, with an end to both', () => {
    expect(zoomed(SCAN_AT_FIRST, -1)).toEqual(SCAN_AT_FIRST);
    const largest = [1, 2, 3, 4, 5].reduce<ScanView>((scan) => zoomed(scan, 1), SCAN_AT_FIRST);
    expect(zoomed(largest, 1)).toEqual(largest);
    expect(largest.zoom).toBeGreaterThan(2);
  });
});

describe('the page follows the question', () => {
  it('once the keyer has shown where, on every reply of the form', () => {
    const pages = new PageFollower();
    expect(pages.placeAt(5)).toBeNull();
    pages.turned(10, { page: 2, top: 0 });
    pages.turned(20, { page: 2, top: 0.4 });
    expect([5, 10, 15, 25].map((position) => pages.placeAt(position))).toEqual([
      { page: 1, top: 0 },
      { page: 2, top: 0 },
      { page: 2, top: 0 },
      { page: 2, top: 0.4 },
    ]);
  });

  it('forgets what lies the wrong way round', () => {
    const pages = new PageFollower();
    pages.turned(10, { page: 3, top: 0 });
    pages.turned(20, { page: 2, top: 0 });
    expect(pages.placeAt(15)).toEqual({ page: 1, top: 0 });
    expect(pages.placeAt(20)).toEqual({ page: 2, top: 0 });
  });
});
