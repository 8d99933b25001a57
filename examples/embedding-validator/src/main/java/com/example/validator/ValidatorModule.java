package com.example.validator;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.net.http.HttpClient;

/** Binds the validator's own parts, beside those of Gatehouse. */
final class ValidatorModule extends AbstractModule {

  private final ValidatorSettings settings;
  private final Rewards rewards;
  private final Network network;
  private final EventLog events;

  ValidatorModule(ValidatorSettings settings, Rewards rewards, Network network, EventLog events) {
    this.settings = settings;
    this.rewards = rewards;
    this.network = network;
    this.events = events;
  }

  @Override
  protected void configure() {
    bind(Rewards.class).toInstance(rewards);
    bind(Network.class).toInstance(network);
    bind(EventLog.class).toInstance(events);
    bind(Validator.class);
  }

  @Provides
  @Singleton
  Peers peers() {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
    return new Peers(client, settings.timeout(), settings.maxAnswerBytes());
  }
}
