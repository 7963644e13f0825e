using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>The versions in which objects were ever stored: the one of today is among them, and none is gone from the definition.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#upgrade-existing-objects-to-a-new-stored-version.</remarks>
internal static class StoredVersionRules
{
    internal static IEnumerable<FieldFault> Check(Field stored, Field versions)
    {
        if (stored.Count == 0)
            return [FieldFault.Invalid(stored.Path, GoSyntax.Of("[]string(nil)"), "must have at least one stored version")];
        var texts = stored.Items.Select(version => version.Text).ToHashSet();
        var names = versions.Each("name").Select(name => name.Text).ToHashSet();
        return
        [
            .. versions.Items.Where(version => version["storage"].Flag && !texts.Contains(version["name"].Text))
                .Select(version => FieldFault.Invalid(stored.Path, GoSyntax.Texts(stored), $"must have the storage version {version["name"].Text}")),
            .. stored.Items.Where(version => !names.Contains(version.Text)).Select(Gone),
        ];
    }

    private static FieldFault Gone(Field version) => FieldFault.Invalid(version.Path, version.Text,
        $"missing from spec.versions; {version.Text} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains "
        + $"persisted in {version.Text} and removes {version.Text} from status.storedVersions");
}
