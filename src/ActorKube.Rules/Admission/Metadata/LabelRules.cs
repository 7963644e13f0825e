using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Metadata;

/// <summary>What labels and label-like maps must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set.</remarks>
internal static class LabelRules
{
    internal static IEnumerable<FieldFault> Check(Field labels) => labels.Entries.SelectMany(label =>
        Key(labels.Path, label.Key).Concat(Value(labels.Path, label.Value.Text)));

    internal static IEnumerable<FieldFault> Key(string path, string key) =>
        NameRule.QualifiedFaults(key).Select(fault => FieldFault.Invalid(path, key, fault));

    internal static IEnumerable<FieldFault> Value(string path, string value) =>
        NameRule.LabelValue.Faults(value).Select(fault => FieldFault.Invalid(path, value, fault));
}
