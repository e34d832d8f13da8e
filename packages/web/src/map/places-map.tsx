import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canDraw, PlacesDrawing, type Drawn, type DrawingOptions, type DrawnPlace } from './places-drawing.ts';

interface PlacesMapProps {
  readonly drawn: Drawn;
  readonly box: DrawingOptions['box'];
  readonly picked: DrawnPlace | null;
  readonly pick: (id: string | null) => void;
  /** Hands the canvas over, to be taken out as an image */
  readonly canvas: (canvas: HTMLCanvasElement | null) => void;
}

/** The words of the controls, by the names that MapLibre gives them. */
function useWords(): Readonly<Record<string, string>> {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      'Map.Title': t('map.places.list'),
      'NavigationControl.ZoomIn': t('map.zoomIn'),
      'NavigationControl.ZoomOut': t('map.zoomOut'),
      'CooperativeGesturesHandler.WindowsHelpText': t('map.wheel', { key: 'Ctrl' }),
      'CooperativeGesturesHandler.MacHelpText': t('map.wheel', { key: '⌘' }),
      'CooperativeGesturesHandler.MobileHelpText': t('map.fingers'),
    }),
    [t],
  );
}

/** Things on the ground of the district; what a reader touches is told, and what was chosen elsewhere is gone to. */
export function PlacesMap({ drawn, box: { west, east, south, north }, picked, pick, canvas }: PlacesMapProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const touched = useRef<string | null>(null);
  const handlers = useRef({ pick, canvas });
  const [drawing, setDrawing] = useState<PlacesDrawing | null>(null);
  const [isAble] = useState(canDraw);
  const words = useWords();
  useEffect(() => {
    handlers.current = { pick, canvas };
  });
  useEffect(() => {
    if (!box.current) return undefined;
    let isOpen = true;
    const opened = new PlacesDrawing({
      at: box.current,
      box: { west, east, south, north },
      words,
      pick: (id) => {
        touched.current = id;
        handlers.current.pick(id);
      },
    });
    void opened.ready.then(() => {
      if (!isOpen) return;
      setDrawing(opened);
      handlers.current.canvas(opened.canvas);
    });
    return () => {
      isOpen = false;
      setDrawing(null);
      handlers.current.canvas(null);
      opened.close();
    };
  }, [west, east, south, north, words]);
  useEffect(() => drawing?.show(drawn), [drawing, drawn]);
  // What was touched lies under the finger; what was chosen in the table is somewhere else.
  useEffect(() => drawing?.point(picked, picked !== null && picked.id !== touched.current), [drawing, picked]);
  if (!isAble) return <p className="empty">{t('map.cannotDraw')}</p>;
  return <div ref={box} className="places-map" />;
}
