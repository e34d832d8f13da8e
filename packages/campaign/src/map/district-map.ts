import { CERTAINTIES, COORDINATE_SYSTEMS, type Certainty, type Frame, type Localized } from '@qingshan/kernel';
import { z } from 'zod';

/** A town's cells in the sketch; every other row stands half a cell to the right. */
export interface SketchedTown {
  /** Town unit id */
  readonly unit: string;
  readonly cells: readonly { readonly row: number; readonly column: number }[];
}

/** The towns as cells in their rough relative places 示意图: no coordinates, no areas, no borders. */
export interface Sketch {
  readonly note: Localized;
  readonly certainty: Certainty;
  readonly rows: number;
  readonly columns: number;
  readonly towns: readonly SketchedTown[];
}

type Ring = readonly (readonly [lon: number, lat: number])[];

/** Degrees, CGCS2000 */
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: readonly [lon: number, lat: number] }
  | { readonly type: 'LineString'; readonly coordinates: Ring }
  | { readonly type: 'MultiLineString' | 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

export const GROUND_KINDS = ['towns', 'boundary', 'river', 'other'] as const;

export interface GroundFeature {
  readonly name: string;
  /** Of a layer of towns: unit id */
  readonly town: string | null;
  readonly geometry: Geometry;
}

/** Vector data of the district's own that the map is drawn on: borders of towns, rivers. */
export interface GroundLayer {
  readonly id: string;
  readonly name: Localized;
  readonly kind: (typeof GROUND_KINDS)[number];
  readonly source: Localized;
  readonly features: readonly GroundFeature[];
}

/** What a district has to be drawn with. */
export interface DistrictMap {
  /** Where its positions must lie */
  readonly frame: Frame;
  readonly sketch: Sketch | null;
  readonly ground: readonly GroundLayer[];
}

const text = z.string().trim().min(1);
const localized = z.strictObject({ zh: text, en: text });
const degrees = z.number().min(-180).max(180);

/** `map.yaml` of a district. */
export const mapFile = z.strictObject({
  frame: z.strictObject({
    west: degrees,
    south: degrees,
    east: degrees,
    north: degrees,
    certainty: z.enum(CERTAINTIES),
    source: localized,
  }),
  sketch: z
    .strictObject({
      note: localized,
      certainty: z.enum(CERTAINTIES),
      towns: z.record(z.string().regex(/^[A-Za-z]$/), text),
      rows: z.array(text).min(1),
    })
    .nullable()
    .default(null),
  ground: z
    .array(
      z.strictObject({
        id: text,
        zh: text,
        en: text,
        kind: z.enum(GROUND_KINDS),
        file: z.string().regex(/^[^/\\]+\.geojson$/),
        system: z.enum(COORDINATE_SYSTEMS),
        source: localized,
        /** Property of a feature that names it */
        property: text.default('name'),
      }),
    )
    .default([]),
});
export type MapFile = z.output<typeof mapFile>;

const position = z.tuple([z.number(), z.number()]).rest(z.number());
const line = z.array(position).min(2);
const ring = z.array(position).min(4);

export const geoJsonFile = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      properties: z.record(z.string(), z.unknown()).nullable(),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Point'), coordinates: position }),
        z.object({ type: z.literal('LineString'), coordinates: line }),
        z.object({ type: z.literal('MultiLineString'), coordinates: z.array(line) }),
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
      ]),
    }),
  ),
});
export type GeoJsonFile = z.output<typeof geoJsonFile>;
