using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>Rules in CEL that objects must keep to. Their form is checked; the expressions themselves aren't compiled, since nobody evaluates them yet.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules.</remarks>
internal static class ExpressionRules
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    internal static IEnumerable<FieldFault> Check(Field schema) => schema["x-kubernetes-validations"].Items.SelectMany(rule => Rule(rule, schema));

    private static IEnumerable<FieldFault> Rule(Field rule, Field schema)
    {
        var (expression, reason, path) = (rule["messageExpression"], rule["reason"], rule["fieldPath"]);
        if (Message(rule["rule"], rule["message"]) is { } fault)
            yield return fault;
        if (!expression.IsEmptyText && IsBlank(expression))
            yield return FieldFault.Required(expression.Path, "messageExpression must be non-empty if specified");
        if (reason.IsSet && !Reasons.Contains(reason.Text))
            yield return FieldFault.NotSupported(reason.Path, reason.Text, Reasons);
        if (path.IsEmptyText)
            yield break;
        if (IsBlank(path))
            yield return FieldFault.Invalid(path.Path, path.Text, "fieldPath must be non-empty if specified");
        if (HasBreaks(path.Text))
            yield return FieldFault.Invalid(path.Path, path.Text, "fieldPath must not contain line breaks");
        if (SchemaPath.Find(path.Text, schema, brackets: true).Fault is not null)
            yield return FieldFault.Invalid(path.Path, path.Text, "fieldPath must be a valid path");
    }

    private static FieldFault? Message(Field rule, Field message)
    {
        if (IsBlank(rule))
            return FieldFault.Required(rule.Path, "rule is not specified");
        if (!message.IsEmptyText && IsBlank(message))
            return FieldFault.Invalid(message.Path, message.Text, "message must be non-empty if specified");
        if (HasBreaks(message.Text.Trim()))
            return FieldFault.Invalid(message.Path, message.Text, "message must not contain line breaks");
        return HasBreaks(rule.Text.Trim()) && message.IsEmptyText ? FieldFault.Required(message.Path, "message must be specified if rule contains line breaks") : null;
    }

    private static bool IsBlank(Field text) => string.IsNullOrWhiteSpace(text.Text);

    private static bool HasBreaks(string text) => text.AsSpan().IndexOfAny('\n', '\r') >= 0;
}
