using ActorKube.Model.Kinds;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class IngressTests
{
    private const string Sound = """{"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}}""";

    private const string Wildcard =
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an "
        + "alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string Label1035 =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    /// <summary>The spec of an Ingress, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { "{}", ["spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified"] },
        { """{"rules":[]}""", ["spec: Invalid value: []networking.IngressRule{}: either `defaultBackend` or `rules` must be specified"] },
        { """{"defaultBackend":{}}""", ["spec.defaultBackend: Invalid value: \"\": resource or service backend is required"] },
        { """{"defaultBackend":{"service":{"name":"a"}}}""", ["spec.defaultBackend: Required value: port name or number is required"] },
        { """{"defaultBackend":{"service":{"name":"","port":{"number":70000}}}}""", [
            "spec.defaultBackend.service.name: Required value",
            "spec.defaultBackend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive",
        ] },
        { """{"defaultBackend":{"service":{"name":"1a","port":{"name":"9"}}}}""", [
            $"spec.defaultBackend.service.name: Invalid value: \"1a\": {Label1035}",
            "spec.defaultBackend.service.port.name: Invalid value: \"9\": must contain at least one letter (a-z)",
        ] },
        { """{"defaultBackend":{"service":{"name":"a","port":{"name":"b","number":80}}}}""", ["spec.defaultBackend: Invalid value: \"\": cannot set both port name & port number"] },
        { """{"defaultBackend":{"service":{"name":"a","port":{"number":80}},"resource":{"kind":"K","name":"n"}}}""", ["spec.defaultBackend: Invalid value: \"\": cannot set both resource and service backends"] },
        { """{"defaultBackend":{"resource":{"apiGroup":"A","kind":"","name":"a/b"}}}""", [
            $"spec.defaultBackend.resource.apiGroup: Invalid value: \"A\": {Admitted.Subdomain}",
            "spec.defaultBackend.resource.kind: Required value",
            "spec.defaultBackend.resource.name: Invalid value: \"a/b\": may not contain '/'",
        ] },
        { """{"rules":[{"http":{"paths":[]}}]}""", ["spec.rules[0].http.paths: Required value"] },
        { """{"rules":[{"host":"1.2.3.4"},{"host":"*.*.b"},{"host":"A"},{"host":"*.b.c"}]}""", [
            "spec.rules[0].host: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address",
            $"spec.rules[1].host: Invalid value: \"*.*.b\": {Wildcard}",
            $"spec.rules[2].host: Invalid value: \"A\": {Admitted.Subdomain}",
        ] },
        { """{"rules":[{"http":{"paths":[{"path":"/"}]}}]}""", ["spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified"] },
        { """{"rules":[{"http":{"paths":[{"pathType":"Regex","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}""", [
            "spec.rules[0].http.paths[0].pathType: Unsupported value: \"Regex\": supported values: \"Exact\", \"ImplementationSpecific\", \"Prefix\"",
        ] },
        { """{"rules":[{"http":{"paths":[{"pathType":"Exact","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}""", ["spec.rules[0].http.paths[0].path: Invalid value: \"\": must be an absolute path"] },
        { """{"rules":[{"http":{"paths":[{"pathType":"ImplementationSpecific","path":"a//b","backend":{}}]}}]}""", [
            "spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must be an absolute path",
            "spec.rules[0].http.paths[0].backend: Invalid value: \"\": resource or service backend is required",
        ] },
        { """{"rules":[{"http":{"paths":[{"pathType":"Prefix","path":"/a//b/../c%2f/..","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}""", [
            "spec.rules[0].http.paths[0].path: Invalid value: \"/a//b/../c%2f/..\": must not contain '//'",
            "spec.rules[0].http.paths[0].path: Invalid value: \"/a//b/../c%2f/..\": must not contain '/../'",
            "spec.rules[0].http.paths[0].path: Invalid value: \"/a//b/../c%2f/..\": must not contain '%2f'",
            "spec.rules[0].http.paths[0].path: Invalid value: \"/a//b/../c%2f/..\": cannot end with '/..'",
        ] },
        { """{"rules":[{}],"tls":[{"hosts":["*b","a.b",""],"secretName":"S"}]}""", [
            $"spec.tls[0].hosts[0]: Invalid value: \"*b\": {Wildcard}",
            $"spec.tls[0].hosts[2]: Invalid value: \"\": {Admitted.Subdomain}",
            $"spec.tls[0].secretName: Invalid value: \"S\": {Admitted.Subdomain}",
        ] },
        { """{"rules":[{}],"ingressClassName":"A"}""", [$"spec.ingressClassName: Invalid value: \"A\": {Admitted.Subdomain}"] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_ingress_is_refused(string spec, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.Ingress, $$"""{"spec":{{spec}}}"""));

    [Fact]
    public void Old_and_new_way_to_name_a_class_must_agree_when_an_ingress_is_created_but_not_later()
    {
        const string Torn = """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"a"}},"spec":{"rules":[{}],"ingressClassName":"b"}}""";
        Assert.Equal(
            ["annotations.kubernetes.io/ingress.class: Invalid value: \"a\": must match `ingressClassName` when both are specified"], Admitted.Faults(KindCatalogue.Ingress, Torn));
        Assert.Equal("b", (string?)Admitted.Replaced(KindCatalogue.Ingress, Sound, Torn).At("spec.ingressClassName"));
    }

    [Fact]
    public void The_server_owns_the_status_and_counts_changes_of_the_spec()
    {
        var made = Admitted.New(KindCatalogue.Ingress, """{"spec":{"rules":[{"host":"a.b"}]},"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}""");
        Assert.Equal("""{"loadBalancer":{}}""", made["status"]!.ToJsonString());
        Assert.Equal(1, (int)made.At("metadata.generation")!);
        Assert.Equal(2, (int)Admitted.Replaced(KindCatalogue.Ingress, Sound, """{"spec":{"rules":[{"host":"a.b"}]}}""").At("metadata.generation")!);
    }

    [Fact]
    public void A_status_names_the_places_of_the_load_balancer() => Assert.Equal(
        [
            "status.loadBalancer.ingress[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
            "status.loadBalancer.ingress[1].hostname: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address",
        ],
        Admitted.StatusFaults(KindCatalogue.Ingress, Sound, """{"loadBalancer":{"ingress":[{"ip":"x"},{"hostname":"1.2.3.4"}]}}"""));

    /// <summary>The spec of an IngressClass, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> FaultyClass => new()
    {
        { "{}", ["spec.controller: Required value"] },
        { """{"controller":"acme"}""", ["spec.controller: Invalid value: \"acme\": must be a domain-prefixed path (such as \"acme.io/foo\")"] },
        { """{"controller":"A/b c"}""", [
            $"spec.controller: Invalid value: \"A\": {Admitted.Subdomain}",
            "spec.controller: Invalid value: \"b c\": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')",
        ] },
        { $$"""{"controller":"a/{{new string('b', 249)}}"}""", ["spec.controller: Too long: may not be more than 250 bytes"] },
        { """{"controller":"a/b","parameters":{}}""", ["spec.parameters.kind: Required value", "spec.parameters.name: Required value"] },
        { """{"controller":"a/b","parameters":{"kind":"K","name":"n","scope":"World"}}""", ["spec.parameters.scope: Unsupported value: \"World\": supported values: \"Cluster\", \"Namespace\""] },
        { """{"controller":"a/b","parameters":{"kind":"K","name":"n","scope":"Namespace"}}""", ["spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"] },
        { """{"controller":"a/b","parameters":{"kind":"K","name":"n","namespace":"a"}}""", ["spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"] },
        { """{"controller":"a/b","parameters":{"kind":"K","name":"n","scope":"Namespace","namespace":"a.b"}}""", [$"spec.parameters.namespace: Invalid value: \"a.b\": {Admitted.Label}"] },
    };

    [Theory]
    [MemberData(nameof(FaultyClass))]
    public void A_faulty_class_is_refused(string spec, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.IngressClass, $$"""{"spec":{{spec}}}"""));

    [Fact]
    public void The_parameters_of_a_class_are_those_of_the_cluster_unless_it_says_otherwise_and_its_controller_stays()
    {
        const string Class = """{"spec":{"controller":"a/b","parameters":{"kind":"K","name":"n"}}}""";
        Assert.Equal("Cluster", (string?)Admitted.New(KindCatalogue.IngressClass, Class).At("spec.parameters.scope"));
        Assert.Equal(["spec.controller: Invalid value: \"a/c\": field is immutable"], Admitted.UpdateFaults(KindCatalogue.IngressClass, Class, """{"spec":{"controller":"a/c"}}"""));
    }
}
