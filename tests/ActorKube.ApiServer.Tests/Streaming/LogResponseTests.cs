using System.Net;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using static ActorKube.TestKit.Given;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>The HTTP side of logs.</summary>
public sealed class LogResponseTests : StreamServer
{
    [Fact]
    public async Task A_followed_log_arrives_as_it_is_written_and_ends_with_the_container()
    {
        var opened = Container();
        using var response = await Http.GetAsync(Path("log", "?follow=true"), HttpCompletionOption.ResponseHeadersRead);
        var container = await opened;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        container.Prints("one\n");
        Assert.Equal("one", await lines.ReadLineAsync().WaitAsync(Patience));
        container.Prints("two\n").Exits(0);

        Assert.Equal("two\n", await lines.ReadToEndAsync().WaitAsync(Patience));
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_client_that_goes_ends_the_session()
    {
        var opened = Container();
        var response = await Http.GetAsync(Path("log", "?follow=1"), HttpCompletionOption.ResponseHeadersRead);
        var container = await opened;

        response.Dispose();

        await container.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task Half_a_log_does_not_look_like_a_whole_one()
    {
        var opened = Container();
        var reading = Http.GetStringAsync(Path("log"));
        (await opened).Prints("one\n").Fails(RefusalReason.ServiceUnavailable, "the node is gone");

        await Assert.ThrowsAsync<HttpRequestException>(() => reading);
    }

    [Fact]
    public async Task Every_option_reaches_the_node()
    {
        var opened = Container();
        var reading = Http.GetStringAsync(
            Path("log", "?container=main&previous=true&follow=true&timestamps=true&tailLines=7&limitBytes=100&sinceTime=2026-02-03T04%3A05%3A06Z&pretty=true"));
        var container = await opened;
        container.Exits(0);
        await reading;

        Assert.Equal(
            new OpenLog(Pod.Key, Pod.Metadata.Uid, container.Request.Window, "main", new LogOptions(
                Previous: true, Follow: true, Timestamps: true, 7, null, new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), 100)),
            container.Request);
    }

    [Fact]
    public async Task A_pod_that_is_on_no_node_has_an_empty_log()
    {
        Pod = APod("web").Stored().Build();

        Assert.Equal("", await Http.GetStringAsync(Path("log")));
    }

    [Theory]
    [InlineData("?tailLines=-1", 422, "PodLogOptions \"web\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("?limitBytes=0", 422, "PodLogOptions \"web\" is invalid: limitBytes: Invalid value: 0: must be greater than 0")]
    [InlineData("?sinceSeconds=0", 422, "PodLogOptions \"web\" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("?sinceSeconds=5&sinceTime=2026-02-03T04%3A05%3A06Z", 422, "PodLogOptions \"web\" is invalid: : Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified")]
    [InlineData("?tailLines=few", 400, "tailLines: \"few\" is not a whole number")]
    [InlineData("?sinceTime=yesterday", 400, "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\"")]
    [InlineData("?container=nope", 400, "container nope is not valid for pod web")]
    [InlineData("", 404, "pods \"web\" not found")]
    public async Task What_is_wrong_is_said_as_a_status(string query, int code, string message)
    {
        using var response = await Http.GetAsync(Path("log", query));
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(((HttpStatusCode)code, message), (response.StatusCode, (string?)status["message"]));
        Assert.Equal(("Status", "application/json"), ((string?)status["kind"], response.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task A_container_must_be_named_if_there_are_several()
    {
        Pod = APod("web").Container("side").InitContainer("prepare").On("node-1").Stored().Build();

        using var response = await Http.GetAsync(Path("log"));

        Assert.Contains("a container name must be specified for pod web, choose one of: [prepare main side]", await response.Content.ReadAsStringAsync());
    }
}
