import { useState, type ReactNode } from 'react';

interface DropBoxProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly busy: boolean;
  readonly take: (file: File) => void;
}

/** Takes a Word or Excel file that is dropped on it or chosen. */
export function DropBox({ label, hint, busy, take }: DropBoxProps) {
  const [over, setOver] = useState(false);
  return (
    <label
      className={over ? 'drop-box over' : 'drop-box'}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const file = e.dataTransfer.files.item(0);
        if (file && !busy) take(file);
      }}
    >
      <b>{label}</b>
      {hint === undefined ? null : <small>{hint}</small>}
      <input
        type="file"
        accept=".docx,.xlsx"
        disabled={busy}
        onChange={(e) => {
          const file = e.target.files?.item(0);
          if (file) take(file);
          e.target.value = '';
        }}
      />
    </label>
  );
}
