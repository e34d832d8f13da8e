/** What is used of gcoord. Its own types describe its CommonJS file as if it were a module with a `default`. */
declare module 'gcoord' {
  const gcoord: {
    readonly WGS84: 'WGS84';
    readonly GCJ02: 'GCJ02';
    transform(point: [number, number], from: 'WGS84' | 'GCJ02', to: 'WGS84' | 'GCJ02'): [number, number];
  };
  export default gcoord;
}
