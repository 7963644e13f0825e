using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission;

/// <summary>Checks that many rules share, in upstream's words.</summary>
internal static class Checks
{
    internal const string Immutable = "field is immutable";
    private const string NonNegativeDetail = "must be greater than or equal to 0";

    /// <summary>Zero or more, if there is a number at all.</summary>
    internal static IEnumerable<FieldFault> NonNegative(Field field) =>
        field.Number is { } number and < 0 ? [FieldFault.Invalid(field.Path, number, NonNegativeDetail)] : [];

    /// <summary>From 1 to 65535.</summary>
    internal static IEnumerable<FieldFault> Port(Field field) => Range(field, 1, 65535);

    /// <summary>Within bounds, both included.</summary>
    internal static IEnumerable<FieldFault> Range(Field field, long least, long most) =>
        field.Number is { } number && (number < least || number > most)
            ? [FieldFault.Invalid(field.Path, number, $"must be between {least} and {most}, inclusive")]
            : [];

    /// <summary>One of the values; missing is a fault too.</summary>
    internal static IEnumerable<FieldFault> OneOf(Field field, params string[] values)
    {
        if (field.IsEmptyText)
            return [FieldFault.Required(field.Path)];
        return Known(field, values);
    }

    /// <summary>One of the values, or missing.</summary>
    internal static IEnumerable<FieldFault> Known(Field field, params string[] values) =>
        field.IsEmptyText || values.Contains(field.Text) ? [] : [FieldFault.NotSupported(field.Path, field.Text, values)];

    /// <summary>The status of a condition: True, False or Unknown.</summary>
    internal static IEnumerable<FieldFault> Status(Field status) => OneOf(status, "False", "True", "Unknown");

    /// <summary>No two texts are the same; empty ones don't count.</summary>
    internal static IEnumerable<FieldFault> Unique(IEnumerable<Field> texts)
    {
        var seen = new HashSet<string>();
        return texts.Where(text => !text.IsEmptyText && !seen.Add(text.Text)).Select(text => FieldFault.Duplicate(text.Path, text.Text));
    }

    /// <summary>A name that must be there and keep to a rule.</summary>
    internal static IEnumerable<FieldFault> Name(Field name, Func<string, IEnumerable<string>> rule) => name.IsEmptyText
        ? [FieldFault.Required(name.Path)]
        : rule(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault));
}
