import { useCallback, useEffect, useRef, useState, type PointerEvent as Press } from "react";
import type { Asset } from "../../api/types";
import type { Spot } from "./geometry";

/** How far the pointer moves before a press becomes a drag. */
const slack = 5;

export interface Carried {
  asset: Asset;
  at: Spot;
}

/**
 * Carries an asset with the pointer, be it a mouse, a pen or a finger. A press
 * that does not move asks instead; Escape lets go.
 */
export function useCarry(onDrop: (asset: Asset, at: Spot) => void, onPress: (asset: Asset) => void) {
  const [carried, setCarried] = useState<Carried>();
  const latest = useRef({ onDrop, onPress });
  useEffect(() => {
    latest.current = { onDrop, onPress };
  });
  const end = useRef<() => void>(undefined);
  useEffect(() => () => end.current?.(), []);
  const carry = useCallback((asset: Asset, e: Press) => {
    if (e.button !== 0) return;
    e.preventDefault();
    e.stopPropagation();
    end.current?.();
    const from = { x: e.clientX, y: e.clientY };
    let moved = false;
    const move = (m: PointerEvent) => {
      moved ||= Math.hypot(m.clientX - from.x, m.clientY - from.y) > slack;
      if (moved) setCarried({ asset, at: { x: m.clientX, y: m.clientY } });
    };
    const stop = () => {
      setCarried(undefined);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", stop);
      window.removeEventListener("keydown", key);
      end.current = undefined;
    };
    const up = (u: PointerEvent) => {
      stop();
      if (moved) latest.current.onDrop(asset, { x: u.clientX, y: u.clientY });
      else latest.current.onPress(asset);
    };
    const key = (k: KeyboardEvent) => {
      if (k.key === "Escape") stop();
    };
    end.current = stop;
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", stop);
    window.addEventListener("keydown", key);
  }, []);
  return { carried, carry };
}
