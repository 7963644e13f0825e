using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>Fields of a volume that must say something.</summary>
internal static class RequiredFields
{
    /// <summary>A text, or a list with items.</summary>
    internal static IEnumerable<FieldFault> Of(Field owner, params string[] names) => names.Select(name => owner[name])
        .Where(field => field.IsEmptyText && field.Count == 0).Select(field => FieldFault.Required(field.Path));

    /// <summary>The name of a secret, if there is a reference to one.</summary>
    internal static IEnumerable<FieldFault> SecretName(Field reference) => reference.IsSet ? Of(reference, "name") : [];
}
