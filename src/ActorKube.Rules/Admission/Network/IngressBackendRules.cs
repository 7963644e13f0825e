using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Where an Ingress may send its traffic: to a port of a Service, or to an object of another kind.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/ingress/#resource-backend.</remarks>
internal static class IngressBackendRules
{
    internal static IEnumerable<FieldFault> Check(Field backend)
    {
        var (resource, service) = (backend["resource"], backend["service"]);
        return (resource.IsSet, service.IsSet) switch
        {
            (true, true) => [FieldFault.Invalid(backend.Path, "", "cannot set both resource and service backends")],
            (true, false) => Reference(resource),
            (false, true) => [.. Checks.Name(service["name"], NameRule.Label1035.Faults), .. Port(backend, service["port"])],
            _ => [FieldFault.Invalid(backend.Path, "", "resource or service backend is required")],
        };
    }

    /// <summary>The group, kind and name of an object.</summary>
    internal static IEnumerable<FieldFault> Reference(Field reference)
    {
        var group = reference["apiGroup"];
        return
        [
            .. group.IsSet ? NameRule.Subdomain.Faults(group.Text).Select(fault => FieldFault.Invalid(group.Path, group.Text, fault)) : [],
            .. Checks.Name(reference["kind"], NameRule.PathSegment.Faults),
            .. Checks.Name(reference["name"], NameRule.PathSegment.Faults),
        ];
    }

    // Faults of a port as a whole stand at the backend, as upstream has it.
    private static IEnumerable<FieldFault> Port(Field backend, Field port)
    {
        var (name, number) = (port["name"], port["number"]);
        return (name.IsEmptyText, number.Number is null or 0) switch
        {
            (false, false) => [FieldFault.Invalid(backend.Path, "", "cannot set both port name & port number")],
            (false, true) => NameRule.PortName.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)),
            (true, false) => Checks.Port(number),
            _ => [FieldFault.Required(backend.Path, "port name or number is required")],
        };
    }
}
