import { Input, SegmentedControl, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function Appearance() {
  const { t } = useTranslation(["account", "common"]);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Input.Wrapper label={t("appearance.scheme")} description={t("appearance.hint")} maw={560}>
      <SegmentedControl
        mt="xs"
        fullWidth
        aria-label={t("appearance.scheme")}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        data={[
          { value: "auto", label: t("common:nav.schemeAuto") },
          { value: "light", label: t("common:nav.schemeLight") },
          { value: "dark", label: t("common:nav.schemeDark") },
        ]}
      />
    </Input.Wrapper>
  );
}
