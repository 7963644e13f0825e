using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using CsCheck;
using k8s.Models;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Model.Tests.Objects;

public sealed class ApiObjectTests
{
    [Fact]
    public void Fields_that_no_code_knows_survive()
    {
        const string json = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","future":{"x":[1,2.50,"é"]}},"spec":{"quantum":true},"extra":null}""";
        var pod = ApiObject.Parse(KindCatalogue.Pod, TestKit.Json.Bytes(json));
        Assert.Equal(json, TestKit.Json.Text(pod));
        Assert.Equal(json.Replace("\"name\"", "\"resourceVersion\":\"5\",\"name\""), TestKit.Json.Text(pod.WithRevision(new Revision(5))));
        Assert.Equal(json, TestKit.Json.Text(ApiObject.From(KindCatalogue.Pod, pod.ToTree())));
    }

    [Theory]
    [InlineData("""{"metadata":{}}""")]
    [InlineData("""{"metadata":{ }}""")]
    [InlineData("""{"metadata":{"name":"a"}}""")]
    [InlineData("""{"metadata":{"name":"a","resourceVersion":"1"}}""")]
    [InlineData("""{"metadata":{"name":"a","resourceVersion":"1","labels":{"resourceVersion":"no"}}}""")]
    [InlineData("""{"metadata":{"resourceVersion":"","name":"a"}}""")]
    [InlineData("""{"metadata":{"resourceVersion":null,"name":"a"}}""")]
    [InlineData("""{"metadata":{"labels":{"resourceVersion":"no"},"name":"a"}}""")]
    [InlineData("""{"spec":{"metadata":{"resourceVersion":"no"}},"metadata":{"name":"a"}}""")]
    [InlineData("""{ "metadata" : { "name" : "é" , "resourceVersion" : "9223372036854775807" } , "x" : 1 }""")]
    public void A_new_revision_is_spliced_as_a_decode_and_an_edit_would_set_it(string json)
    {
        var before = ApiObject.Parse(KindCatalogue.Pod, TestKit.Json.Bytes(json));
        var after = before.WithRevision(new Revision(1234));

        var edited = TestKit.Json.Tree(json);
        edited["metadata"]!["resourceVersion"] = "1234";
        Assert.True(JsonNode.DeepEquals(edited, after.ToTree()), TestKit.Json.Text(after));
        Assert.Equal(new Revision(1234), ApiObject.Parse(KindCatalogue.Pod, after.Json).Revision);
        Assert.Equal(new Revision(1234), after.Revision);
        Assert.Equal(json, TestKit.Json.Text(before));
    }

    [Fact]
    public void Revisions_are_spliced_into_any_object() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue], Gen.String[Gen.Char, 0, 20], Gen.Bool).Sample((first, second, text, labelled) =>
        {
            var builder = APod("web").Annotated("text", new string([.. text.Where(letter => !char.IsSurrogate(letter))])).Stored(first);
            var pod = (labelled ? builder.Labelled("resourceVersion", "x") : builder).Build();
            var edited = pod.ToTree();
            edited["metadata"]!["resourceVersion"] = second.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(CanonicalJson.Write(edited), pod.WithRevision(new Revision(second)).Json.ToArray());
        });

    [Fact]
    public void An_object_without_metadata_takes_no_revision() =>
        Assert.Throws<JsonException>(() => ApiObject.Parse(KindCatalogue.Pod, TestKit.Json.Bytes("{}")).WithRevision(new Revision(1)));

    [Fact]
    public void Metadata_is_read_from_the_bytes()
    {
        var owner = AReplicaSet("web-1").Stored().Build();
        var pod = APod("web-1-x").In("shop").Labelled("b", "2").Labelled("a", "1").Annotated("note", "é \"x\"").Finalized("x.io/wait").Generation(3)
            .Owned(by: owner).Stored(revision: 42, created: TestKit.At.Second(1)).Deleting(until: TestKit.At.Second(31)).Build();

        Assert.Equal("pods/shop/web-1-x@42", pod.ToString());
        Assert.Equal("a=1,b=2", pod.Metadata.Labels.ToString());
        Assert.Equal("é \"x\"", pod.Metadata.Annotations["note"]);
        Assert.Equal("x.io/wait", Assert.Single(pod.Metadata.Finalizers));
        Assert.Equal(3, pod.Metadata.Generation);
        Assert.Equal("web-1-x-uid", pod.Metadata.Uid);
        Assert.Equal(new OwnerReference("apps/v1", "ReplicaSet", "web-1", "web-1-uid", true, true), pod.Metadata.Controller);
        Assert.Equal(TestKit.At.Second(1), pod.Metadata.CreationTimestamp);
        Assert.True(pod.Metadata.IsDeleting);
        Assert.Equal(30, pod.Metadata.DeletionGracePeriodSeconds);
    }

    [Theory]
    [InlineData("""{"metadata":[]}""", "metadata: expected an object, got an array")]
    [InlineData("""{"metadata":{"name":7}}""", "metadata.name: expected a string, got a number")]
    [InlineData("""{"metadata":{"labels":["a"]}}""", "metadata.labels: expected an object, got an array")]
    [InlineData("""{"metadata":{"labels":{"a":true}}}""", "metadata.labels.a: expected a string, got a boolean")]
    [InlineData("""{"metadata":{"annotations":{"a":null}}}""", "metadata.annotations.a: expected a string, got null")]
    [InlineData("""{"metadata":{"finalizers":"x"}}""", "metadata.finalizers: expected an array, got a string")]
    [InlineData("""{"metadata":{"ownerReferences":[1]}}""", "metadata.ownerReferences[]: expected an object, got a number")]
    [InlineData("""{"metadata":{"ownerReferences":[{"controller":"yes"}]}}""", "metadata.ownerReferences.controller: expected a boolean, got a string")]
    [InlineData("""{"metadata":{"generation":1.5}}""", "metadata.generation: not a whole number")]
    [InlineData("""{"metadata":{"creationTimestamp":"soon"}}""", "metadata.creationTimestamp: \"soon\" is not a time")]
    [InlineData("""{"metadata":{"resourceVersion":"-1"}}""", "metadata.resourceVersion: \"-1\" is not a whole number")]
    [InlineData("""[]""", "the object: expected an object, got an array")]
    [InlineData("""{"metadata":{}} {}""", "{")]
    [InlineData("""{"metadata":{}""", "")]
    [InlineData("""{"spec":{"text":"\ud800"}}""", "half of a surrogate pair")]
    [InlineData("""{"spec":["\ud800"]}""", "half of a surrogate pair")]
    [InlineData("""{"\ud800":1}""", "")]
    [InlineData("""{"metadata":{"name":"\udc00"}}""", "half of a surrogate pair")]
    [InlineData("""{"metadata":{"unknown":{"a":["\udc00"]}}}""", "half of a surrogate pair")]
    public void What_is_malformed_is_refused_with_its_path(string json, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<JsonException>(() => ApiObject.Parse(KindCatalogue.Pod, TestKit.Json.Bytes(json))).Message);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Throws<JsonException>(() => ApiObject.Parse(KindCatalogue.Pod, (byte[])[.. "{\"a\":\""u8, 0xff, .. "\"}"u8]));

    [Fact]
    public void A_field_that_stands_there_twice_is_refused_when_it_is_decoded() =>
        Assert.Throws<JsonException>(() => ApiObject.Parse(KindCatalogue.Pod, TestKit.Json.Bytes("""{"spec":{"a":1,"a":2}}""")).ToTree());

    [Fact]
    public void Null_fields_of_metadata_are_as_if_missing()
    {
        var pod = ApiObject.Parse(KindCatalogue.Pod, TestKit.Json.Bytes("""{"metadata":{"name":"a","labels":null,"creationTimestamp":null,"ownerReferences":null}}"""));
        Assert.Equal("a", pod.Metadata.Name);
        Assert.Empty(pod.Metadata.Labels);
        Assert.Null(pod.Metadata.CreationTimestamp);
    }

    [Fact]
    public void A_typed_view_is_the_callers_own()
    {
        var pod = APod("web").Build();
        pod.As<V1Pod>().Spec.NodeName = "changed";
        Assert.Equal("", pod.Pod.NodeName);
        Assert.Null(pod.As<V1Pod>().Spec.NodeName);
    }

    [Fact]
    public void Only_a_pod_has_a_pods_view()
    {
        Assert.Throws<InvalidOperationException>(() => ANode("n").Build().Pod);
        Assert.Throws<InvalidOperationException>(() => APod("p").Build().Node);
    }
}
