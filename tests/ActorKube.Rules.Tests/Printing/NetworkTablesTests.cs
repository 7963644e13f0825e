using ActorKube.Model.Kinds;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>How pods are reached, as <c>kubectl get -o wide</c> shows it.</summary>
public sealed class NetworkTablesTests
{
    [Theory]
    [InlineData("""{"spec":{"type":"ClusterIP","clusterIP":"10.96.0.1","clusterIPs":["10.96.0.1","fd00::1"],"ports":[{"port":443,"protocol":"TCP"}]}}""",
        "Type: ClusterIP", "Cluster-IP: 10.96.0.1", "External-IP: <none>", "Port(s): 443/TCP", "Age: 5m", "Selector: <none>")]
    [InlineData("""
        {"spec":{"type":"NodePort","clusterIP":"10.96.0.2","ports":[{"port":80,"nodePort":30080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}],
          "selector":{"b":"2","a":"1"},"externalIPs":["203.0.113.1","203.0.113.2"]}}
        """, "Type: NodePort", "Cluster-IP: 10.96.0.2", "External-IP: 203.0.113.1,203.0.113.2", "Port(s): 80:30080/TCP,53/UDP", "Selector: a=1,b=2")]
    [InlineData("""{"spec":{"type":"ClusterIP","clusterIP":"None","clusterIPs":["None"]}}""", "Cluster-IP: None", "Port(s): <none>")]
    [InlineData("""{"spec":{"type":"LoadBalancer"}}""", "External-IP: <pending>", "Cluster-IP: <none>")]
    [InlineData("""
        {"spec":{"type":"LoadBalancer","externalIPs":["203.0.113.9"]},"status":{"loadBalancer":{"ingress":[{"ip":"198.51.100.2"},{"hostname":"lb.example.com"},
          {"ip":"198.51.100.10"}]}}}
        """, "External-IP: 198.51.100.10,198.51.100.2,lb.example.com,203.0.113.9")]
    [InlineData("""{"spec":{"type":"ExternalName","externalName":"db.example.com"}}""", "Type: ExternalName", "Cluster-IP: <none>", "External-IP: db.example.com")]
    [InlineData("""{"spec":{"type":"Wormhole"}}""", "External-IP: <unknown>")]
    public void A_service(string value, params string[] cells) => Shows(KindCatalogue.Service, value, cells);

    [Theory]
    [InlineData("{}", "<none>")]
    [InlineData("""{"subsets":[{"notReadyAddresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}]}""", "")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}],"ports":[{"port":80}]}]}""", "10.0.0.1:80,10.0.0.2:80")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"fd00::1"}],"ports":[{"port":80}]}]}""", "[fd00::1]:80")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}]}]}""", "10.0.0.1,10.0.0.2")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}],"ports":[{"port":80},{"port":443}]}]}""",
        "10.0.0.1:80,10.0.0.2:80,10.0.0.1:443 + 1 more...")]
    public void Endpoints(string value, string endpoints) => Shows(KindCatalogue.Endpoints, value, $"Endpoints: {endpoints}", "Age: 5m");

    [Theory]
    [InlineData("""{"addressType":"IPv4"}""", "AddressType: IPv4", "Ports: <unset>", "Endpoints: <unset>")]
    [InlineData("""
        {"addressType":"IPv4","ports":[{"port":80,"name":"http"},{"name":"any"},{}],"endpoints":[{"addresses":["10.0.0.1","10.0.0.2"]},{"addresses":["10.0.0.3"]},
          {"addresses":["10.0.0.4","10.0.0.5"]}]}
        """, "Ports: 80,any,*", "Endpoints: 10.0.0.1,10.0.0.2,10.0.0.3 + 2 more...")]
    public void An_endpoint_slice(string value, params string[] cells) => Shows(KindCatalogue.EndpointSlice, value, cells);

    [Theory]
    [InlineData("{}", "Class: <none>", "Hosts: *", "Address: ", "Ports: 80", "Age: 5m")]
    [InlineData("""
        {"spec":{"ingressClassName":"nginx","rules":[{"host":"a.example.com"},{"host":"b.example.com"}],"tls":[{}]},
          "status":{"loadBalancer":{"ingress":[{"ip":"198.51.100.2"},{"hostname":"a-very-long-name.example.com"}]}}}
        """, "Class: nginx", "Hosts: a.example.com,b.example.com", "Address: 198.51.100.2,a-very-long-name.example.com", "Ports: 80, 443")]
    [InlineData("""{"spec":{"rules":[{"host":"a"},{},{"host":"b"},{"host":"c"},{"host":"d"}]}}""", "Hosts: a,b,c + 2 more...")]
    public void An_ingress(string value, params string[] cells) => Shows(KindCatalogue.Ingress, value, cells);

    [Theory]
    [InlineData("""{"spec":{"controller":"example.com/c"}}""", "Controller: example.com/c", "Parameters: <none>")]
    [InlineData("""{"spec":{"parameters":{"apiGroup":"k8s.example.com","kind":"IngressParameters","name":"p"}}}""",
        "Parameters: IngressParameters.k8s.example.com/p")]
    [InlineData("""{"spec":{"parameters":{"kind":"ConfigMap","name":"p"}}}""", "Parameters: ConfigMap/p")]
    public void An_ingress_class(string value, params string[] cells) => Shows(KindCatalogue.IngressClass, value, cells);

    [Theory]
    [InlineData("""{"spec":{"podSelector":{}}}""", "<none>")]
    [InlineData("""{"spec":{"podSelector":{"matchLabels":{"app":"web"}}}}""", "app=web")]
    public void A_network_policy(string value, string pods) => Shows(KindCatalogue.NetworkPolicy, value, $"Pod-Selector: {pods}", "Age: 5m");
}
