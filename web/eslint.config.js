import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const spoken = "label|title|placeholder|aria-label|alt|description|error";

export default tseslint.config(
  { ignores: ["node_modules", "src/api/schema.d.ts"] },
  ...tseslint.configs.recommended,
  hooks.configs.flat["recommended-latest"],
  {
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-non-null-assertion": "error",
    },
  },
  {
    // Whatever a person reads stands in src/i18n, so that it can be translated.
    files: ["src/**/*.tsx"],
    ignores: ["src/**/*.test.tsx"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "JSXText[value=/\\p{L}{2}/u]", message: "Visible text belongs in src/i18n/en." },
        {
          selector: `JSXAttribute[name.name=/^(${spoken})$/] > Literal[value=/\\p{L}{2}/u]`,
          message: "Visible text belongs in src/i18n/en.",
        },
        {
          selector: `JSXAttribute[name.name=/^(${spoken})$/] > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/\\p{L}{3}/u]`,
          message: "Visible text belongs in src/i18n/en.",
        },
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "No raw HTML." },
      ],
    },
  },
);
