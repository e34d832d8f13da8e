import { COORDINATE_SYSTEMS } from '@qingshan/kernel';
import { z } from 'zod';
import { towns } from './board.ts';
import { localized, orNull } from './common.ts';

const position = z.array(z.number()).describe('Longitude and latitude, degrees in CGCS2000');
const line = z.array(position);
export const geometry = z
  .union([
    z.object({ type: z.literal('Point'), coordinates: position }),
    z.object({ type: z.literal('LineString'), coordinates: line }),
    z.object({ type: z.enum(['MultiLineString', 'Polygon']), coordinates: z.array(line) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(line)) }),
  ])
  .meta({ id: 'Geometry' });
export type GeometryView = z.infer<typeof geometry>;

export const LAYER_KINDS = ['site', 'register', 'case', 'check', 'ground'] as const;
/** `outside`: it has a position, but not one within the district's frame */
export const PLACINGS = ['placed', 'area', 'none', 'outside'] as const;

export const mapLayer = z
  .object({
    /** `site:air-station`, `register:bare-land`, `case`, `check`, `ground:river` */
    id: z.string(),
    kind: z.enum(LAYER_KINDS),
    name: localized,
    /** Who gives its positions; `null`: stands with each thing or is known by the register */
    source: orNull(localized),
    total: z.number(),
    placed: z.number(),
    outside: z.number(),
    /** How many of the things are among the features: the newest, if not all */
    shown: z.number(),
  })
  .meta({ id: 'MapLayer' });
export type MapLayerView = z.infer<typeof mapLayer>;

export const mapFeature = z
  .object({
    type: z.literal('Feature'),
    id: z.string(),
    /** `null`: no position is known, or none that can be drawn */
    geometry: orNull(geometry),
    properties: z.object({
      layer: z.string(),
      name: localized,
      town: z.string().nullable(),
      townName: orNull(localized),
      /** How it stands, in words */
      state: orNull(localized),
      placing: z.enum(PLACINGS).describe('`area`: only the square is known in which it lies'),
      /** Why it is not drawn and what to do, or where the position comes from */
      note: orNull(localized),
      /** First and last day on which it is there; `null`: open */
      from: z.string().nullable(),
      to: z.string().nullable(),
      simulated: z.boolean(),
      /** Address of the page that shows it */
      page: z.string().nullable(),
    }),
  })
  .meta({ id: 'MapFeature' });
export type MapFeatureView = z.infer<typeof mapFeature>;

export const mapLayers = z
  .object({
    type: z.literal('FeatureCollection'),
    coordinateSystem: z.enum(COORDINATE_SYSTEMS),
    frame: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }),
    today: z.string(),
    layers: z.array(mapLayer),
    features: z.array(mapFeature),
    simulated: z.boolean(),
  })
  .meta({ id: 'MapLayers' });
export type MapLayersView = z.infer<typeof mapLayers>;

const sketch = z.object({
  note: localized,
  rows: z.number(),
  columns: z.number(),
  towns: z.array(z.object({ unit: z.string(), cells: z.array(z.object({ row: z.number(), column: z.number() })) })),
});

export const townMap = z
  .object({
    /** Of the period asked for */
    towns,
    parameters: z.array(z.object({ id: z.string(), name: localized })),
    /** Months of the plan's year that have begun */
    months: z.array(z.string()),
    /** Bounds of the classes of values, ascending, for a month the same as for every month of the year; empty without values */
    bounds: z.array(z.number()),
    /** What the plan asks of the district as a whole */
    target: orNull(localized),
    /** Names of towns as they stand in a cell */
    short: z.record(z.string(), localized),
    /** `null` where the borders of the towns are known, or the district has no sketch */
    sketch: orNull(sketch),
    borders: z.array(z.object({ unit: z.string(), geometry })),
    bordersSource: orNull(localized),
  })
  .meta({ id: 'TownMap' });
export type TownMapView = z.infer<typeof townMap>;
