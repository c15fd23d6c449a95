/** The ring with its openings: a plant, its wall and the conduits through it. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="mark">
      <rect width="32" height="32" rx="7" className="mark-ground" />
      <circle cx="16" cy="16" r="9.5" className="mark-ring" strokeDasharray="12.5 2.42" />
      <circle cx="16" cy="16" r="3.5" className="mark-core" />
    </svg>
  );
}
