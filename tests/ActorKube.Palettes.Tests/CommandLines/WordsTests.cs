using ActorKube.Pbm.CommandLines;

namespace ActorKube.Palettes.Tests.CommandLines;

public sealed class WordsTests
{
    [Theory]
    [InlineData("", new string[0], false, 0)]
    [InlineData("pod list", new[] { "pod", "list" }, true, 4)]
    [InlineData("  pod  list  ", new[] { "pod", "list" }, false, 13)]
    [InlineData("apply -f \"my file.yaml\"", new[] { "apply", "-f", "my file.yaml" }, true, 9)]
    [InlineData("a\\ b 'c\"d' e\"f'g\"", new[] { "a b", "c\"d", "ef'g" }, true, 11)]
    [InlineData("say ''", new[] { "say", "" }, true, 4)]
    public void Blanks_separate_words_unless_they_are_quoted(string line, string[] words, bool isOpen, int lastStart)
    {
        var read = Words.Of(line);

        Assert.Equal(words, read.All);
        Assert.Equal((isOpen, lastStart), (read.IsOpen, read.LastStart));
    }
}
