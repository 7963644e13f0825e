using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Admission of IngressClasses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class.</remarks>
internal sealed partial class IngressClassAdmission() : KindAdmission(KindCatalogue.IngressClass)
{
    private const int LongestController = 250;

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        if (tree.Part("spec").Object("parameters") is { } parameters && parameters["scope"] is null)
            parameters["scope"] = "Cluster";
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (controller, parameters) = (value["spec"]["controller"], value["spec"]["parameters"]);
        return
        [
            .. Encoding.UTF8.GetByteCount(controller.Text) > LongestController ? [FieldFault.TooLong(controller.Path, LongestController)] : Array.Empty<FieldFault>(),
            .. Controller(controller),
            .. parameters.IsSet ? IngressBackendRules.Reference(parameters).Concat(Scope(parameters["scope"], parameters["namespace"])) : [],
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var controller = value["spec"]["controller"];
        return controller.Text == live["spec"]["controller"].Text ? [] : [FieldFault.Invalid(controller.Path, controller.Text, Checks.Immutable)];
    }

    // A domain, a slash, and a path.
    private static IEnumerable<FieldFault> Controller(Field controller)
    {
        if (controller.IsEmptyText)
            return [FieldFault.Required(controller.Path)];
        var parts = controller.Text.Split('/', 2);
        if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
            return [FieldFault.Invalid(controller.Path, controller.Text, "must be a domain-prefixed path (such as \"acme.io/foo\")")];
        return
        [
            .. NameRule.Subdomain.Faults(parts[0]).Select(fault => FieldFault.Invalid(controller.Path, parts[0], fault)),
            .. PathPattern().IsMatch(parts[1])
                ? Array.Empty<FieldFault>()
                : [FieldFault.Invalid(controller.Path, parts[1], @"Invalid path (regex used for validation is '[A-Za-z0-9/\-._~%!$&'()*+,;=:]+')")],
        ];
    }

    private static IEnumerable<FieldFault> Scope(Field scope, Field home) => scope.Text switch
    {
        "Namespace" => home.IsSet
            ? NameRule.Label.Faults(home.Text).Select(fault => FieldFault.Invalid(home.Path, home.Text, fault))
            : [FieldFault.Required(home.Path, "`parameters.scope` is set to 'Namespace'")],
        "Cluster" => home.IsSet ? [FieldFault.Forbidden(home.Path, "`parameters.scope` is set to 'Cluster'")] : [],
        _ => [FieldFault.NotSupported(scope.Path, scope.Text, "Cluster", "Namespace")],
    };

    [GeneratedRegex(@"\A[A-Za-z0-9/\-._~%!$&'()*+,;=:]+\z")]
    private static partial Regex PathPattern();
}
