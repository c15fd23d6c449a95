import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { usePrinting } from "./printing";

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const number = new Intl.NumberFormat();
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "3 minutes ago", with the exact time on hover and on paper; refreshed each half minute. */
export function TimeAgo({ at }: { at: string | null | undefined }) {
  const [now, setNow] = useState(() => Date.now());
  const printing = usePrinting();
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (!at) return null;
  return (
    <Tooltip label={formatTime(at)}>
      <time dateTime={at}>{printing ? formatTime(at) : sinceThen(at, now)}</time>
    </Tooltip>
  );
}

export function formatTime(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : moment.format(date);
}

export function formatDay(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : day.format(date);
}

export function formatNumber(n: number): string {
  return number.format(n);
}

/** "3.2 MB". */
export function formatSize(bytes: number): string {
  let size = bytes;
  for (const unit of ["B", "kB", "MB", "GB"]) {
    if (size < 1000 || unit === "GB")
      return `${size < 10 && unit !== "B" ? size.toFixed(1) : Math.round(size)} ${unit}`;
    size /= 1000;
  }
  return "";
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30],
  ["month", 12],
  ["year", Infinity],
];

export function sinceThen(at: string, now: number): string {
  let distance = (new Date(at).getTime() - now) / 1000;
  if (Math.abs(distance) < 45) return ago.format(0, "second");
  for (const [unit, size] of steps) {
    if (Math.abs(distance) < size) return ago.format(Math.round(distance), unit);
    distance /= size;
  }
  return "";
}
