using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>What a column that kubectl prints must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#additional-printer-columns.</remarks>
internal static class PrinterColumnRules
{
    private static readonly string[] Types = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] Formats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    internal static IEnumerable<FieldFault> Check(Field column)
    {
        var (name, type, format, path) = (column["name"], column["type"], column["format"], column["jsonPath"]);
        var types = $"must be one of {string.Join(",", Types)}";
        return
        [
            .. name.IsEmptyText ? [FieldFault.Required(name.Path)] : Array.Empty<FieldFault>(),
            .. type.IsEmptyText ? [FieldFault.Required(type.Path, types)]
                : Types.Contains(type.Text) ? Array.Empty<FieldFault>()
                : [FieldFault.Invalid(type.Path, type.Text, types)],
            .. format.IsEmptyText || Formats.Contains(format.Text) ? Array.Empty<FieldFault>() : [FieldFault.Invalid(format.Path, format.Text, $"must be one of {string.Join(",", Formats)}")],
            // Upstream spells this path with capital letters.
            .. SimplePath.Check(path with { Path = $"{column.Path}.JSONPath" }),
        ];
    }
}
