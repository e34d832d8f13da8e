import type { Geometry } from '@qingshan/campaign';
import type { GeometryView } from '../views/index.ts';

type Line = Extract<Geometry, { type: 'LineString' }>['coordinates'];

function lineOf(line: Line): number[][] {
  return line.map((point) => [...point]);
}

/** A geometry of the district's own data as the API gives it. */
export function geometryView(geometry: Geometry): GeometryView {
  switch (geometry.type) {
    case 'Point':
      return { type: geometry.type, coordinates: [...geometry.coordinates] };
    case 'LineString':
      return { type: geometry.type, coordinates: lineOf(geometry.coordinates) };
    case 'MultiPolygon':
      return { type: geometry.type, coordinates: geometry.coordinates.map((area) => area.map(lineOf)) };
    default:
      return { type: geometry.type, coordinates: geometry.coordinates.map(lineOf) };
  }
}
