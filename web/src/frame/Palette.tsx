import { Kbd, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFinds, type Scope } from "./finds";

interface Props {
  scope: Scope;
  onClose: () => void;
}

/** Jumps to a screen, a site or an asset by some letters of its name. */
export default function Palette({ scope, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding="sm"
      size="lg"
      attributes={{ content: { "aria-label": t("palette.title") } }}
    >
      <Finder scope={scope} onClose={onClose} />
    </Modal>
  );
}

function Finder({ scope, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [settled] = useDebouncedValue(text, 150);
  const finds = useFinds(scope, text, settled);
  const at = Math.min(chosen, finds.length - 1);

  const go = (href: string) => {
    onClose();
    void navigate({ href });
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.key === "ArrowDown") setChosen(Math.min(at + 1, finds.length - 1));
    else if (e.key === "ArrowUp") setChosen(Math.max(at - 1, 0));
    else if (e.key === "Enter" && finds[at]) go(finds[at].href);
    else return;
    e.preventDefault();
  };

  return (
    <Stack gap="xs">
      <TextInput
        data-autofocus
        size="md"
        role="combobox"
        aria-expanded
        aria-controls="finds"
        aria-activedescendant={finds[at] ? `find-${at}` : undefined}
        aria-label={t("palette.title")}
        placeholder={scope === "sites" ? t("palette.placeholderSites") : t("palette.placeholder")}
        leftSection={<Search size={18} aria-hidden />}
        value={text}
        onChange={(e) => {
          setText(e.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <div role="listbox" id="finds" aria-label={t("palette.title")}>
        {finds.map((f, i) => (
          <div
            key={f.href}
            id={`find-${i}`}
            role="option"
            aria-selected={i === at}
            className="palette-option"
            onMouseMove={() => setChosen(i)}
            onClick={() => go(f.href)}
          >
            <f.icon size={16} aria-hidden />
            <Text size="sm" flex={1} truncate>
              {f.label}
            </Text>
            <Text size="xs" c="dimmed">
              {f.group}
            </Text>
          </div>
        ))}
      </div>
      {finds.length === 0 && (
        <Text size="sm" c="dimmed" p="xs">
          {t("palette.nothing")}
        </Text>
      )}
      <Text size="xs" c="dimmed" px="xs" visibleFrom="sm">
        <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {t("palette.hint")}
      </Text>
    </Stack>
  );
}
