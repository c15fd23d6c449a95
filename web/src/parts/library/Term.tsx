import { Popover, UnstyledButton } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { load } from "../../i18n";
import { LoadingRows } from "../Loading";
import classes from "./Term.module.css";

/** The definition and what it says come when somebody first asks for one. */
const TermCard = lazy(() => Promise.all([import("./TermCard"), load("library")]).then(([module]) => module));

interface Props {
  /** The word as the glossary has it, or a synonym. */
  word: string;
  /** What is written, where that is not the word itself. */
  children?: ReactNode;
}

type Shown = "no" | "passing" | "pinned";

/**
 * A term that says what it means: in passing while the pointer or the focus is on
 * it, and to stay, with what to read next, when it is pressed.
 */
export function Term({ word, children }: Props) {
  const [shown, setShown] = useState<Shown>("no");
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (next: Shown, wait: number) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setShown((now) => (now === "pinned" ? now : next)), wait);
  };
  const at = (next: Shown) => {
    clearTimeout(timer.current);
    setShown(next);
  };
  return (
    <Popover
      opened={shown !== "no"}
      onChange={(opened) => !opened && at("no")}
      trapFocus={shown === "pinned"}
      width={340}
      position="bottom-start"
      shadow="md"
      withArrow
      closeOnClickOutside
    >
      <Popover.Target>
        <UnstyledButton
          component="button"
          type="button"
          className={classes.term}
          onMouseEnter={() => later("passing", 250)}
          onMouseLeave={() => later("no", 200)}
          onFocus={(e) => e.currentTarget.matches(":focus-visible") && later("passing", 400)}
          onBlur={() => later("no", 100)}
          onClick={(e) => {
            e.stopPropagation();
            at(shown === "pinned" ? "no" : "pinned");
          }}
        >
          {children ?? word}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown
        onMouseEnter={() => later("passing", 0)}
        onMouseLeave={() => later("no", 200)}
        onClick={(e) => e.stopPropagation()}
      >
        <Suspense fallback={<LoadingRows rows={2} />}>
          <TermCard word={word} onStay={() => at("pinned")} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
