using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>A path of JSON in dots, from the object down: <c>.spec.replicas</c>.</summary>
internal static class SimplePath
{
    /// <summary>It must be there, and start with a dot.</summary>
    internal static IEnumerable<FieldFault> Check(Field path)
    {
        if (path.IsEmptyText)
            return [FieldFault.Required(path.Path)];
        return path.Text[0] == '.' ? [] : [FieldFault.Invalid(path.Path, path.Text, "must be a simple json path starting with .")];
    }
}
