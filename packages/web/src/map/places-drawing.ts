import {
  Map as MapLibre,
  NavigationControl,
  setWorkerUrl,
  type ExpressionSpecification,
  type GeoJSONSource,
  type StyleSpecification,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import { FONT, GREEN, INK, LINE, SOFT } from '../charts/theme.ts';
import type { Box } from './borders-geometry.ts';
import { MARKS } from './marks.ts';

setWorkerUrl(workerUrl);

export interface DrawnGround {
  readonly name: string;
  readonly fill: string;
  readonly geometry: Geometry;
  readonly middle: Position;
}

export interface DrawnPlace {
  readonly id: string;
  readonly kind: keyof typeof MARKS;
  readonly geometry: Geometry;
}

export interface Drawn {
  readonly towns: readonly DrawnGround[];
  readonly lines: readonly Geometry[];
  readonly places: readonly DrawnPlace[];
}

export interface DrawingOptions {
  readonly at: HTMLElement;
  /** What is looked at first, degrees */
  readonly box: Box;
  /** Words of the controls, by the names of MapLibre */
  readonly words: Readonly<Record<string, string>>;
  /** A thing was touched, or what lies between them */
  readonly pick: (id: string | null) => void;
}

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Pixels within which things are drawn as one with their number in it */
const TOGETHER = 26;
/** Beyond it each stands for itself */
const TOGETHER_UP_TO = 14;
const CLOSEST = 17;
/** How near a thing is looked at when it is shown */
const NEAR = 12;
const EDGE = 24;

const isAlone: ExpressionSpecification = ['!', ['has', 'point_count']];
const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];

function byKind(part: 'fill' | 'line'): ExpressionSpecification {
  const { site, register, case: ofCase, check } = MARKS;
  const kinds = ['site', site[part], 'register', register[part], 'case', ofCase[part], 'check', check[part]] as const;
  return ['match', ['get', 'kind'], ...kinds, INK];
}

function style(): StyleSpecification {
  const geojson = { type: 'geojson', data: NOTHING } as const;
  const points = { ...geojson, cluster: true, clusterRadius: TOGETHER, clusterMaxZoom: TOGETHER_UP_TO } as const;
  const text = { 'text-font': [FONT], 'text-allow-overlap': true };
  return {
    version: 8,
    sources: { towns: geojson, names: geojson, lines: geojson, areas: geojson, points, picked: geojson },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': '#fff' } },
      { id: 'towns', type: 'fill', source: 'towns', paint: { 'fill-color': ['get', 'fill'] } },
      { id: 'borders', type: 'line', source: 'towns', paint: { 'line-color': SOFT, 'line-width': 1 } },
      {
        id: 'ground-areas',
        type: 'line',
        source: 'lines',
        filter: isArea,
        paint: { 'line-color': SOFT, 'line-width': 1.5 },
      },
      {
        id: 'ground-lines',
        type: 'line',
        source: 'lines',
        filter: ['!', isArea],
        paint: { 'line-color': SOFT, 'line-width': 2.5, 'line-opacity': 0.6 },
      },
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': LINE, 'fill-opacity': 0.5 } },
      {
        id: 'names',
        type: 'symbol',
        source: 'names',
        layout: {
          ...text,
          'text-allow-overlap': false,
          'text-field': ['get', 'name'],
          'text-size': ['interpolate', ['linear'], ['zoom'], 7.5, 9, 9, 13, 11, 15],
        },
        paint: { 'text-color': INK, 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
      },
      {
        id: 'points',
        type: 'circle',
        source: 'points',
        filter: isAlone,
        paint: {
          'circle-radius': 6,
          'circle-color': byKind('fill'),
          'circle-stroke-color': byKind('line'),
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'together',
        type: 'circle',
        source: 'points',
        filter: ['has', 'point_count'],
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 7.5, 8, 9, 11],
          'circle-color': '#fff',
          'circle-stroke-color': GREEN,
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'counts',
        type: 'symbol',
        source: 'points',
        filter: ['has', 'point_count'],
        layout: {
          ...text,
          'text-field': ['to-string', ['get', 'point_count']],
          'text-size': ['interpolate', ['linear'], ['zoom'], 7.5, 9, 9, 12],
        },
        paint: { 'text-color': INK },
      },
      {
        id: 'picked',
        type: 'circle',
        source: 'picked',
        paint: { 'circle-radius': 12, 'circle-opacity': 0, 'circle-stroke-color': INK, 'circle-stroke-width': 3 },
      },
    ],
  };
}

function collected(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function placed({ id, kind, geometry }: DrawnPlace): Feature {
  return { type: 'Feature', geometry, properties: { id, kind } };
}

/** The middle of a geometry's first ring or line, or the point itself. */
function middleOf(geometry: Geometry): Position | null {
  if (geometry.type === 'Point') return geometry.coordinates;
  if (geometry.type !== 'Polygon') return null;
  const [ring = []] = geometry.coordinates;
  const corners = ring.slice(0, -1);
  const mean = (axis: 0 | 1): number => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / corners.length;
  return [mean(0), mean(1)];
}

/** Whether this browser can draw the map. */
export function canDraw(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/** The drawing of places by MapLibre: everything it shows is handed to it, nothing is fetched. */
export class PlacesDrawing {
  readonly #map: MapLibre;
  readonly #at: HTMLElement;
  /** From then on something can be shown. */
  readonly ready: Promise<void>;

  constructor({ at, box, words, pick }: DrawingOptions) {
    const map = new MapLibre({
      container: at,
      style: style(),
      bounds: [box.west, box.south, box.east, box.north],
      fitBoundsOptions: { padding: EDGE },
      maxZoom: CLOSEST,
      attributionControl: false,
      // The page scrolls past it by wheel and finger.
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      locale: { ...words },
      localIdeographFontFamily: FONT,
      // It is printed, and taken out as an image.
      canvasContextAttributes: { preserveDrawingBuffer: true, antialias: true },
    });
    map.addControl(new NavigationControl({ showCompass: false }), 'top-left');
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.on('click', (event) => void this.#touched(event.point, pick));
    for (const layer of ['points', 'together', 'areas']) {
      map.on('mouseenter', layer, () => void (map.getCanvas().style.cursor = 'pointer'));
      map.on('mouseleave', layer, () => void (map.getCanvas().style.cursor = ''));
    }
    map.on('idle', () => void (at.dataset['drawn'] = 'true'));
    this.#map = map;
    this.#at = at;
    this.ready = new Promise((resolve) => void map.once('load', () => resolve()));
  }

  show({ towns, lines, places }: Drawn): void {
    delete this.#at.dataset['drawn'];
    this.#set(
      'towns',
      towns.map(({ geometry, fill }) => ({ type: 'Feature', geometry, properties: { fill } })),
    );
    this.#set(
      'names',
      towns.map(({ name, middle }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: middle },
        properties: { name },
      })),
    );
    this.#set(
      'lines',
      lines.map((geometry) => ({ type: 'Feature', geometry, properties: {} })),
    );
    this.#set('points', places.filter(({ geometry }) => geometry.type === 'Point').map(placed));
    this.#set('areas', places.filter(({ geometry }) => geometry.type === 'Polygon').map(placed));
  }

  /** Marks a thing; `near`: and goes there. */
  point(place: DrawnPlace | null, near: boolean): void {
    delete this.#at.dataset['drawn'];
    const middle = place && middleOf(place.geometry);
    this.#set(
      'picked',
      middle ? [{ type: 'Feature', geometry: { type: 'Point', coordinates: middle }, properties: {} }] : [],
    );
    const [lon, lat] = middle ?? [];
    if (near && lon !== undefined && lat !== undefined) {
      this.#map.easeTo({ center: [lon, lat], zoom: Math.max(NEAR, this.#map.getZoom()) });
    }
  }

  get canvas(): HTMLCanvasElement {
    return this.#map.getCanvas();
  }

  close(): void {
    this.#map.remove();
  }

  #set(source: string, features: Feature[]): void {
    void this.#map.getSource<GeoJSONSource>(source)?.setData(collected(features));
  }

  async #touched(point: { readonly x: number; readonly y: number }, pick: DrawingOptions['pick']): Promise<void> {
    const [thing] = this.#map.queryRenderedFeatures([point.x, point.y], { layers: ['together', 'points', 'areas'] });
    if (!thing) return pick(null);
    const { cluster_id: cluster, id } = thing.properties;
    if (typeof cluster !== 'number') return pick(typeof id === 'string' ? id : null);
    const zoom = await this.#map.getSource<GeoJSONSource>('points')?.getClusterExpansionZoom(cluster);
    const at = middleOf(thing.geometry);
    if (zoom !== undefined && at) this.#map.easeTo({ center: [at[0] ?? 0, at[1] ?? 0], zoom });
    return undefined;
  }
}
