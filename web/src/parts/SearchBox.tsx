import { CloseButton, TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "./Shortcuts";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  value: string;
  onChange: (text: string) => void;
  label: string;
  /** How long to wait for the next key before telling, in milliseconds. */
  wait?: number;
}

/** A search field; "/" jumps to it. */
export function SearchBox({ value, onChange, label, wait = 200, ...rest }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const tell = useDebouncedCallback((next: string) => {
    setTold(next);
    onChange(next);
  }, wait);
  // The value changed from outside, such as by going back.
  if (value !== told) {
    setTold(value);
    setText(value);
  }
  useShortcut("/", t("keys.search"), () => input.current?.focus());
  const change = (next: string) => {
    setText(next);
    tell(next);
  };
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(e) => change(e.currentTarget.value)}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={t("clear")} onClick={() => change("")} />}
      {...rest}
    />
  );
}
